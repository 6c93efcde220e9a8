"""Texts as the library takes them: an array of pointers and lengths, made without a Python object a
text."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterable, Sequence
from ctypes import c_char_p, c_size_t, c_void_p, sizeof
from itertools import accumulate
from typing import Any, Union, cast

Text = Union[str, bytes]
# What a column has where it has no text, by its type: None, NaN, and pandas' own.
MISSING = frozenset({"NoneType", "float", "NAType", "NaTType"})

# The type code whose items are as large as a pointer.
_WORD = next(code for code in "QLI" if array(code).itemsize == sizeof(c_size_t))


class PackedTexts:
    """`count` labelf_text from `address` on, for as long as this lives."""

    __slots__ = ("_bytes", "_table", "address", "count")

    def __init__(self, texts: Sequence[Text], first_place: int = 0) -> None:
        encoded = _encode_all(texts, first_place)
        self.count = len(encoded)
        self._bytes = b"".join(encoded)
        first = ctypes.cast(c_char_p(self._bytes), c_void_p).value or 0
        lengths = list(map(len, encoded))
        starts = list(accumulate(lengths, initial=first))
        starts.pop()
        self._table = array(_WORD, bytes(2 * self.count * sizeof(c_size_t)))
        self._table[0::2] = array(_WORD, starts)
        self._table[1::2] = array(_WORD, lengths)
        self.address: int = self._table.buffer_info()[0]


def as_sequence(texts: Iterable[Text]) -> Sequence[Text]:
    """A list or tuple of the texts: the very one if it is one, what a column of numpy, pandas or
    pyarrow holds, or all that an iterator gives. A str is refused: it would be taken letter by
    letter."""
    if isinstance(texts, (str, bytes)):
        raise TypeError("texts has to be an iterable of str, and is a single one: use classify_one")
    if isinstance(texts, (list, tuple)):
        return texts
    check_one_dimension(texts)
    for name in ("to_pylist", "tolist"):
        convert = getattr(texts, name, None)
        if convert is not None:
            converted = convert()
            if isinstance(converted, list):
                return converted
    return list(texts)


def check_one_dimension(texts: object) -> None:
    """Refuses a table: a data frame gives the names of its columns instead of texts."""
    dimensions = getattr(texts, "ndim", 1)
    if dimensions != 1:
        kind = type(texts).__name__
        raise TypeError(f"texts has to be one column, and is a {kind} of {dimensions} dimensions")


def _encode_all(texts: Sequence[Text], first_place: int) -> list[bytes]:
    try:
        return list(map(str.encode, cast("Sequence[str]", texts)))
    except (TypeError, UnicodeEncodeError):
        return [_encode(place, text) for place, text in enumerate(texts, first_place)]


def _encode(place: int, text: Any) -> bytes:
    if hasattr(text, "as_py"):  # one value of pyarrow
        text = text.as_py()
    if isinstance(text, bytes):
        return text
    if isinstance(text, str):
        # Half of a surrogate pair becomes bytes that are not UTF-8: the library says so, of this
        # text alone.
        return text.encode(errors="surrogatepass")
    kind = type(text).__name__
    wrong = f"text {place} is a {kind}, not a str"
    if kind in MISSING:
        wrong += '; leave a missing value out, or put "" there, which has an error of its own'
    raise TypeError(wrong)
