"""labelf.h as its sections, each a row of comments with the declarations that they are about."""

import re
from dataclasses import dataclass, field

SECTION = re.compile(r"^/\* -{10,} ?(.+?) -- \*/$")


@dataclass
class Entry:
    """A comment, and the declarations below it, up to the next comment or empty line."""

    comment: str
    code: list[str] = field(default_factory=list)

    @property
    def functions(self) -> list[str]:
        """The names of the functions that are declared here."""
        text = re.sub(r"\{.*?\n\}", ";", "\n".join(self.code), flags=re.DOTALL)
        found = re.findall(r"^[\w][\w \*]*?\b(labelf_\w+)\(", text, re.MULTILINE)
        return [] if text.startswith("typedef") else found

    @property
    def is_type(self) -> bool:
        return not self.functions


@dataclass
class Section:
    name: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def functions(self) -> list[str]:
        return [name for entry in self.entries for name in entry.functions]


def unwrap(comment: str) -> str:
    """The text of a comment, without the asterisks that its lines begin with."""
    body = comment.strip()[2:-2]
    lines = body.split("\n")
    return "\n".join(
        [lines[0].strip(), *(re.sub(r"^ \* ?", "", line).rstrip() for line in lines[1:])]
    ).strip("\n")


def split(text: str) -> tuple[str, list[Section]]:
    """The comment at the top of the header, and its sections."""
    lines = text.split("\n")
    introduction = unwrap(text[: text.index("*/") + 2])
    sections: list[Section] = []
    index = 0
    depth = 0
    fresh = True
    while index < len(lines):
        line = lines[index]
        index += 1
        heading = SECTION.match(line)
        if heading:
            sections.append(Section(heading[1].strip()))
            fresh = True
        elif not sections or line.startswith(("#ifdef __cplusplus", "#endif", "}\n")):
            if sections and line.startswith("#ifdef"):
                break
        elif depth == 0 and line.startswith("/*"):
            first = index - 1
            while not lines[index - 1].endswith("*/"):
                index += 1
            sections[-1].entries.append(Entry(unwrap("\n".join(lines[first:index]))))
            fresh = False
        elif line.strip() == "" and depth == 0:
            fresh = True
        else:
            if fresh:
                sections[-1].entries.append(Entry(""))
                fresh = False
            sections[-1].entries[-1].code.append(line)
            depth += line.count("{") - line.count("}")
    for section in sections:
        section.entries = [entry for entry in section.entries if entry.comment or entry.code]
    return introduction, sections
