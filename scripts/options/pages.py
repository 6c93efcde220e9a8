"""The options in the header, on the page, and as keyword arguments of Python."""

import re
import textwrap

from table import Option

# Columns of the header's table: where the default and the meaning begin, and where a line ends.
DEFAULT, MEANING, END = 29, 56, 120

TYPES = {
    "integer": "int | None",
    "switch": "bool | None",
    "text": "str | None",
    "ascii": "str | None",
    "url": "str | None",
    "base-url": "str | None",
    "secret": "str | None",
}


def between(text: str, first: str, last: str, new: str, name: str) -> str:
    """The text with what stands between two lines replaced."""
    pattern = re.compile(rf"(?<={re.escape(first)}\n).*?(?={re.escape(last)})", re.DOTALL)
    if len(pattern.findall(text)) != 1:
        raise ValueError(f"{name}: the place of the table is not found")
    return pattern.sub(lambda _: new, text)


def meaning_of(option: Option) -> str:
    return option.meaning + ("; may be changed later" if option.live else "")


def row(option: Option) -> str:
    meaning = meaning_of(option)
    meaning = f"{option.range}; {meaning}" if option.range else meaning
    lines = textwrap.wrap(meaning, END - MEANING, break_long_words=False, break_on_hyphens=False)
    start = f" *   {option.key}".ljust(DEFAULT) + option.shown_default
    if len(start) >= MEANING:
        return "\n".join([start, *(" *".ljust(MEANING) + line for line in lines)])
    first, *rest = lines
    return "\n".join([start.ljust(MEANING) + first, *(" *".ljust(MEANING) + line for line in rest)])


def header(text: str, options: list[Option]) -> str:
    table = "".join(row(option) + "\n" for option in options)
    first = " *   key".ljust(DEFAULT) + "default".ljust(MEANING - DEFAULT) + "range; meaning"
    return between(text, first, " *\n * Tokens:", table, "labelf.h")


def page(text: str, options: list[Option]) -> str:
    lines = ["| Option | Type | Default | Range | Meaning |", "|---|---|---|---|---|"]
    for option in options:
        kind = "url" if option.type == "base-url" else option.type
        lines.append(
            f"| `{option.key}` | {kind} | {option.shown_default} | {option.range} | "
            f"{meaning_of(option)} |"
        )
    text = between(
        text, "<!-- options -->", "<!-- end of options -->", "\n".join(lines) + "\n\n", "options.md"
    )
    lines = ["| Option | Acts in |", "|---|---|"]
    lines += [
        f"| `{option.key}` | [`{option.acts.split('/')[-1]}`](../{option.acts}) |"
        for option in options
    ]
    return between(
        text, "<!-- places -->", "<!-- end of places -->", "\n".join(lines) + "\n\n", "options.md"
    )


def python(text: str, options: list[Option]) -> str:
    fields = ""
    for option in options:
        if option.type == "key":
            continue
        words = ", ".join(f'"{word}"' for word in option.words)
        kind = f"Literal[{words}] | None" if option.type == "choice" else TYPES[option.type]
        fields += f"    {option.key}: {kind}\n"
    secrets = ", ".join(f'"{option.key}"' for option in options if option.is_secret)
    text = between(
        text,
        "    # From include/options.toml.",
        "    # End of the options.",
        fields,
        "Python's options",
    )
    live = ""
    for option in options:
        if option.live:
            kind = "str" if option.type == "key" else TYPES[option.type].removesuffix(" | None")
            live += f"    {option.key}: {kind}\n"
    first = "    # From include/options.toml: those that are live."
    text = between(text, first, "    # End of those.", live, "Python's options")
    line = re.compile(r"(?m)^SECRET = frozenset\(.*\)$")
    if len(line.findall(text)) != 1:
        raise ValueError("Python's options: the line of SECRET is not found")
    return line.sub(f"SECRET = frozenset({{{secrets}}})", text)
