"""Text into man(7) source: paragraphs, lists and what stands as it is."""

import os
import re
import time
from pathlib import Path


def escape(text: str) -> str:
    """The text, so that roff shows each character as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return re.sub(r"^\.", r"\\&.", text, flags=re.MULTILINE)


def bold(text: str) -> str:
    return f"\\fB{escape(text)}\\fR"


def plain(text: str) -> str:
    """Only what one would copy needs a minus sign; within a word it is a hyphen."""
    return re.sub(r"(?<=[A-Za-z])\\-(?=[A-Za-z])", "-", escape(text))


def inline(text: str) -> str:
    """A running text: backquotes make bold, and so are functions and options of a command."""
    parts = re.split(r"(`[^`]+`|\blabelf_[a-z0-9_]+\b(?:\(\))?|(?<![\w-])--[a-z][a-z-]*)", text)
    joined = "".join(
        bold(part.strip("`")) if index % 2 else plain(part) for index, part in enumerate(parts)
    )
    return f"\\&{joined}" if joined.startswith(".") else joined


def blocks(text: str) -> list[str]:
    """Blocks between empty lines."""
    return [block for block in re.split(r"\n[ \t]*\n", text.strip("\n")) if block.strip()]


def is_verbatim(block: str) -> bool:
    return all(line.startswith("  ") for line in block.split("\n"))


def verbatim(block: str) -> list[str]:
    lines = block.split("\n")
    margin = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return [
        ".PP",
        ".RS 4",
        ".EX",
        *(escape(line[margin:]) or "\\&" for line in lines),
        ".EE",
        ".RE",
    ]


def items(block: str) -> list[str]:
    """A list whose items begin with a dash."""
    source: list[str] = []
    for item in re.split(r"^ *- ", block, flags=re.MULTILINE)[1:]:
        source += [".IP \\(bu 2", inline(" ".join(item.split()))]
    return source


def is_options(block: str) -> bool:
    return re.match(r" *key +default +range; meaning\n", block) is not None


def options(block: str) -> list[str]:
    """The table of options: for each its default, its range and its meaning."""
    lines = block.split("\n")
    margin = len(lines[0]) - len(lines[0].lstrip())
    source: list[str] = []
    for line in lines[1:]:
        if len(line) - len(line.lstrip()) == margin:
            key, default, *meaning = re.split(r" {2,}", line.strip())
            known = "no default" if default == "(none)" else f"default: {default.strip('()')}"
            source += [".TP", f"{bold(key)}  ({plain(known)})", ""]
        else:
            meaning = [line.strip()]
        source[-1] = f"{source[-1]} {plain(' '.join(meaning))}".strip()
    return source


def prose(text: str) -> list[str]:
    """Paragraphs, lists whose items begin with `- `, options, and indented lines, as they are."""
    source: list[str] = []
    for block in blocks(text):
        lines = block.split("\n")
        first = next((i for i, line in enumerate(lines) if re.match(r" *- ", line)), None)
        if first is not None:
            if first:
                source += [".PP", inline(" ".join(" ".join(lines[:first]).split()))]
            source += items("\n".join(lines[first:]))
        elif is_options(block):
            source += options(block)
        elif is_verbatim(block):
            source += verbatim(block)
        else:
            source += [".PP", inline(" ".join(block.split()))]
    return source


def after_heading(source: list[str]) -> list[str]:
    """The same, without the paragraph's beginning that a heading makes needless."""
    return source[1:] if source[:1] == [".PP"] else source


def date() -> str:
    """The day of SOURCE_DATE_EPOCH, for builds that are to give the same bytes; else today."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return time.strftime("%Y-%m-%d", time.gmtime(seconds))


def version(header: Path) -> str:
    found = re.search(
        r'^#define LABELF_VERSION "(.*)"$', header.read_text(encoding="utf-8"), re.MULTILINE
    )
    if not found:
        raise SystemExit(f"{header}: no LABELF_VERSION")
    return found[1]


def title(name: str, section: int, release: str) -> list[str]:
    """What a page begins with; words are not broken, so that they can be searched for."""
    return [
        f'.TH {escape(name.upper())} {section} {date()} "liblabelf {release}" liblabelf',
        ".nr HY 0",
        ".nh",
        ".ad l",
    ]


def write(path: Path, source: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(source) + "\n", encoding="utf-8")
