"""include/options.toml as rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Union

import tomllib

WORDS = {"ms": "Milliseconds", "id": "ID", "url": "URL", "http": "HTTP", "api": "api", "ca": "ca"}
TYPES = {"integer", "switch", "choice", "text", "ascii", "url", "base-url", "key", "secret"}


@dataclass(frozen=True)
class Option:
    """A row; the file's head says what its fields are."""

    key: str
    type: str
    meaning: str
    acts: str
    default: Union[int, bool, str, None] = None
    least: int = 0
    most: int = 0
    words: list[str] = field(default_factory=list)
    shown: str = ""
    zero: str = ""
    secret: bool = False
    live: bool = False
    swift: str = ""

    def __post_init__(self) -> None:
        for fault in self.faults():
            raise ValueError(f"{self.key}: {fault}")

    def faults(self) -> Iterator[str]:
        """What is wrong with the row."""
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.key):
            yield "a key has small letters, digits and _ alone"
        if self.type not in TYPES:
            yield f"there is no type {self.type}"
        if self.type == "integer":
            yield from self.number_faults()
        if self.type == "switch" and not isinstance(self.default, bool):
            yield "a switch has the default true or false"
        if (self.type == "choice") != bool(self.words):
            yield "a choice has words, and nothing else has"
        if self.words and not (len(self.words) == 2 and all(map(is_word, self.words))):
            yield "a choice has two words, the default first"
        if isinstance(self.default, str) and not re.fullmatch(r"[!#-\[\]-~]*", self.default):
            yield "a default has printable ASCII, and neither blanks, quotes nor backslashes"
        if not self.meaning or "*/" in self.meaning or "|" in self.meaning or "\n" in self.meaning:
            yield "a meaning is one line that ends no comment and no column"
        if Path(self.acts).is_absolute() or not Path(self.acts).is_file():
            yield f"there is no file {self.acts}"

    def number_faults(self) -> Iterator[str]:
        numbers = (self.default, self.least, self.most)
        if any(type(number) is not int for number in numbers):
            yield "an integer has a default, least and most, which are whole numbers"
        elif not 0 <= self.least < self.most < 2**63:
            yield "an integer has a least below its most, both of 64 bits"
        # Where the tables show something else, the default stands for an option that was not set.
        elif not self.shown and not self.least <= int(self.default or 0) <= self.most:
            yield "the default is out of range"

    @property
    def name(self) -> str:
        """Of the value in Swift."""
        if self.swift:
            return self.swift
        first, *rest = self.key.split("_")
        return first + "".join(WORDS.get(word, word.capitalize()) for word in rest)

    @property
    def shown_default(self) -> str:
        if self.shown:
            return self.shown
        if self.type == "switch":
            return "on" if self.default else "off"
        return self.words[0] if self.words else str(self.default)

    @property
    def range(self) -> str:
        """Empty where the meaning says it."""
        if self.type != "integer":
            return ""
        return f"{self.least} to {self.most}" + (f", 0 for {self.zero}" if self.zero else "")

    @property
    def is_secret(self) -> bool:
        return self.secret or self.type in ("key", "secret")


def is_word(word: object) -> bool:
    return isinstance(word, str) and re.fullmatch(r"[a-z]+", word) is not None


def read(path: Path) -> list[Option]:
    rows = tomllib.loads(path.read_text()).get("option", [])
    if not rows:
        raise ValueError(f"{path} has no options")
    options = [Option(**row) for row in rows]
    keys = [option.key for option in options]
    if len(set(keys)) < len(keys):
        raise ValueError("an option stands twice")
    return options
