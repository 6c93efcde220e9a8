"""functions.py HEADER DIRECTORY: man pages of section 3 from the comments of labelf.h.

liblabelf(3) is its beginning; each of its sections is a page, and each function leads to the page
that it is on.
"""

import re
import sys
from pathlib import Path

import roff
from header import Entry, Section, split


def page_name(section: Section) -> str:
    return "labelf_" + re.sub(r"[^a-z0-9]+", "_", section.name.lower()).strip("_")


def names(section: Section) -> list[str]:
    page = page_name(section)
    return [page, *(name for name in section.functions if name != page)]


def prototypes(section: Section) -> list[str]:
    """The declarations: functions without their bodies, types by their names."""
    source: list[str] = []
    for entry in section.entries:
        code = "\n".join(entry.code)
        if entry.functions:
            code = re.sub(r" *\{\n.*?\n\}", ";", code, flags=re.DOTALL).replace(
                "static inline ", ""
            )
        else:
            code = re.sub(r"\{\n.*?\n\}", "{ ... }", code, flags=re.DOTALL)
            code = re.sub(r"\\\n.*", "", code)
        if code.strip():
            source += [roff.escape(line).rstrip() for line in code.split("\n")]
    return source


def described(entry: Entry) -> list[str]:
    """One comment, below the names of what it is about; a type or a macro in full."""
    source: list[str] = []
    if entry.functions:
        heading = ", ".join(f"{name}()" for name in entry.functions)
        source += [f".SS {roff.escape(heading)}", *roff.after_heading(roff.prose(entry.comment))]
        if not entry.comment:
            source += ["Frees what the functions of this page made; takes NULL."]
        return source
    first = entry.code[0] if entry.code else ""
    found = re.search(r"(?:typedef (?:struct|enum) |#define |typedef void \(\*)(\w+)", first)
    if found and (entry.comment or len(entry.code) > 1):
        source.append(f".SS {found[1]}")
    body = roff.prose(entry.comment)
    if len(entry.code) > 1:
        body += roff.verbatim("\n".join(entry.code))
    return source + (roff.after_heading(body) if source else body)


def page(section: Section, release: str, others: list[str]) -> list[str]:
    name = page_name(section)
    description: list[str] = []
    for entry in section.entries:
        description += described(entry)
    also = ", ".join(f".BR {other} (3)" for other in others if other != name).split(", ")
    also = [line + " ," for line in also[:-1]] + also[-1:]
    return [
        *roff.title(name, 3, release),
        ".SH NAME",
        f"{', '.join(names(section))} \\- classify text through Labelf: {section.name}",
        ".SH SYNOPSIS",
        ".nf",
        ".B #include <labelf.h>",
        ".PP",
        *prototypes(section),
        ".fi",
        ".SH DESCRIPTION",
        *(description[1:] if description[:1] == [".PP"] else description),
        ".SH SEE ALSO",
        *also,
    ]


def overview(introduction: str, sections: list[Section], release: str) -> list[str]:
    first, rest = introduction.split("\n", 1)
    summary = first.split(" - ", 1)[1].rstrip(".")
    source = [
        *roff.title("liblabelf", 3, release),
        ".SH NAME",
        f"liblabelf, labelf.h \\- {roff.inline(summary)}",
        ".SH SYNOPSIS",
        ".nf",
        ".B #include <labelf.h>",
        ".PP",
        roff.escape("cc program.c $(pkg-config --cflags --libs labelf)"),
        ".fi",
        ".SH DESCRIPTION",
        *roff.after_heading(roff.prose(rest)),
        ".SH PAGES",
    ]
    for section in sections:
        source += [
            ".TP",
            f".BR {page_name(section)} (3)",
            roff.escape(", ".join(section.functions)),
        ]
    return [*source, ".SH SEE ALSO", ".BR labelf (1),", ".BR labelf-sandbox (1)"]


def main() -> None:
    header, directory = Path(sys.argv[1]), Path(sys.argv[2])
    introduction, sections = split(header.read_text(encoding="utf-8"))
    release = roff.version(header)
    pages = ["liblabelf", *(page_name(section) for section in sections)]
    roff.write(directory / "liblabelf.3", overview(introduction, sections, release))
    for section in sections:
        name = page_name(section)
        roff.write(directory / f"{name}.3", page(section, release, pages))
        for function in section.functions:
            if function not in pages:
                roff.write(directory / f"{function}.3", [f".so man3/{name}.3"])


if __name__ == "__main__":
    main()
