"""Arguments, looked at before the library is: ctypes takes a number that does not fit modulo what
does, and says of a wrong type no more than that it is wrong."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import Any

from labelf.errors import ArgumentError

INT32 = 2**31 - 1
INT64 = 2**63 - 1


def whole(name: str, value: Any, most: int = INT64) -> int:
    """A whole number that fits, of numpy too; what it may be, the library knows. A bool is none: it
    is there by mistake."""
    try:
        number = operator.index(value)
    except TypeError:
        number = None
    if number is None or isinstance(value, bool):
        raise TypeError(f"{name} has to be an int, and is a {type(value).__name__}")
    if not -most <= number <= most:
        raise ArgumentError(f"{name} is {number}, and has to be within {-most} and {most}")
    return number


def whole_or_default(name: str, value: Any, most: int = INT64) -> int:
    """As `whole`; 0, the library's default, for None."""
    return 0 if value is None else whole(name, value, most)


def plain(name: str, text: Any) -> bytes:
    """As a string of C."""
    if not isinstance(text, str):
        raise TypeError(f"{name} has to be a str, and is a {type(text).__name__}")
    if "\0" in text:
        raise ArgumentError(f"{name} has a NUL character, which has no place there")
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise ArgumentError(f"{name} has half of a surrogate pair, which is no text") from None


def label_names(labels: Iterable[str] | None) -> list[str] | None:
    """The labels of a label_filter. A single str is refused: it would be taken letter by letter."""
    if labels is None:
        return None
    if isinstance(labels, (str, bytes)):
        raise TypeError("label_filter has to be an iterable of labels, and is a single one")
    names = list(labels)
    for place, name in enumerate(names):
        plain(f"label {place} of label_filter", name)
    return names
