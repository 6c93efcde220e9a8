"""include/options.toml as rows."""

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
    swift: str = ""

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"{self.key}: there is no type {self.type}")
        if self.type == "integer" and not (
            isinstance(self.default, int) and self.least < self.most
        ):
            raise ValueError(f"{self.key}: an integer has a default, and least below most")
        if not Path(self.acts).is_file():
            raise ValueError(f"{self.key}: there is no file {self.acts}")

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


def read(path: Path) -> list[Option]:
    options = [Option(**row) for row in tomllib.loads(path.read_text())["option"]]
    keys = [option.key for option in options]
    if len(set(keys)) < len(keys):
        raise ValueError("an option stands twice")
    return options
