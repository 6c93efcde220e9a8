"""tool.py HEADER DIRECTORY < DUMP: a man page of section 1 from what a tool says of itself.

DUMP is what it prints with --experimental-dump-help.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import header
import roff

Command = dict[str, Any]
Argument = dict[str, Any]


def spelled(name: dict[str, str]) -> str:
    return ("--" if name["kind"] == "long" else "-") + name["name"]


def shown(command: Command) -> list[Argument]:
    """Its arguments; of a command below another one, without those that all have."""
    everywhere = {"help", "version"} if command.get("superCommands") else set[str]()
    return [
        argument
        for argument in command.get("arguments", [])
        if argument.get("shouldDisplay", True)
        and argument.get("preferredName", {}).get("name") not in everywhere
    ]


def value_of(argument: Argument) -> str:
    return f"\\fI{roff.escape(argument.get('valueName', ''))}\\fR"


def usage(argument: Argument) -> str:
    """As it stands in a synopsis."""
    if argument["kind"] == "positional":
        text = value_of(argument)
    else:
        text = f"\\fB{roff.escape(spelled(argument['preferredName']))}\\fR"
        if argument["kind"] == "option":
            text += f" {value_of(argument)}"
    if argument.get("isRepeating"):
        text += " ..."
    return f"[{text}]" if argument.get("isOptional") else text


def described(argument: Argument) -> list[str]:
    """As it stands in the list of options."""
    spellings = ", ".join(
        f"\\fB{roff.escape(spelled(name))}\\fR" for name in argument.get("names", [])
    )
    tag = spellings or value_of(argument)
    if spellings and argument["kind"] == "option":
        tag += f" {value_of(argument)}"
    about = " ".join(argument.get("abstract", "").split())
    if argument.get("allValues"):
        about += f" Values: {', '.join(argument['allValues'])}."
    if argument.get("defaultValue"):
        about += f" Default: {argument['defaultValue']}."
    source = [".TP", tag, roff.inline(about.strip()) or "\\&"]
    if argument.get("discussion"):
        source += [".RS", *roff.prose(argument["discussion"]), ".RE"]
    return source


def synopsis(command: Command, path: str) -> list[str]:
    words = path.split(" ")
    line = " ".join(
        [
            f"\\fB{roff.escape(' '.join(words))}\\fR",
            *map(usage, shown(command)),
        ]
    )
    return [".HP", line]


def leaves(command: Command, path: str) -> list[tuple[Command, str]]:
    """The commands that do something, with the words that call them."""
    children = [
        child
        for child in command.get("subcommands", [])
        if child.get("shouldDisplay", True) and child["commandName"] != "help"
    ]
    if not children:
        return [(command, path)]
    return [leaf for child in children for leaf in leaves(child, f"{path} {child['commandName']}")]


def takes_options(command: Command) -> bool:
    return any(
        argument.get("preferredName", {}).get("name") == "option" for argument in shown(command)
    )


def options(command: Command) -> list[str]:
    return [line for argument in shown(command) for line in described(argument)]


def library_options(labelf_h: Path) -> list[str]:
    """The table of options that labelf.h has, for a command that takes them."""
    _, sections = header.split(labelf_h.read_text(encoding="utf-8"))
    comments = [
        entry.comment
        for section in sections
        if section.name == "configuration"
        for entry in section.entries
    ]
    tables = [
        block for comment in comments for block in roff.blocks(comment) if roff.is_options(block)
    ]
    about = (
        "What `--option` takes, as key=value. Each is also read from the environment, from LABELF_"
        " and the key in capitals, such as LABELF_API_KEY; `--option` goes before that. Times are"
        " milliseconds, sizes bytes."
    )
    return [".SH LIBRARY OPTIONS", roff.inline(about), *roff.options(tables[0])]


def page(command: Command, labelf_h: Path) -> list[str]:
    name = command["commandName"]
    commands = leaves(command, name)
    single = len(commands) == 1 and commands[0][0] is command
    source = [
        *roff.title(name, 1, roff.version(labelf_h)),
        ".SH NAME",
        f"{name} \\- {roff.inline(re.sub('[.]$', '', command.get('abstract', '')))}",
        ".SH SYNOPSIS",
    ]
    for leaf, path in commands:
        source += synopsis(leaf, path)
    about = command.get("discussion") or command.get("abstract", "")
    source += [".SH DESCRIPTION", *roff.after_heading(roff.prose(about))]
    if options(command):
        source += [".SH OPTIONS", *options(command)]
    if not single:
        source.append(".SH COMMANDS")
        for leaf, path in commands:
            text = "\n\n".join(filter(None, [leaf.get("abstract", ""), leaf.get("discussion", "")]))
            source += [
                f".SS {roff.escape(path)}",
                *roff.after_heading(roff.prose(text)),
                *options(leaf),
            ]
    if any(takes_options(leaf) for leaf, _ in commands):
        source += library_options(labelf_h)
    others = [other for other in ("labelf", "labelf-sandbox") if other != name]
    return [
        *source,
        ".SH SEE ALSO",
        *(f".BR {other} (1)," for other in others),
        ".BR liblabelf (3)",
    ]


def main() -> None:
    labelf_h, directory = Path(sys.argv[1]), Path(sys.argv[2])
    command: Command = json.load(sys.stdin)["command"]
    roff.write(directory / f"{command['commandName']}.1", page(command, labelf_h))


if __name__ == "__main__":
    main()
