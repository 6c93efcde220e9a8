"""Arguments, looked at before the library is, and texts as the library takes them.

ctypes takes a number that does not fit modulo what does, and says of a wrong type no more than that
it is wrong."""

from __future__ import annotations

import ctypes
import math
import operator
from array import array
from collections.abc import Iterable, Sequence
from ctypes import c_char_p, c_size_t, c_void_p, sizeof
from itertools import accumulate
from typing import Any, Union, cast

from labelf.errors import ArgumentError

INT32 = 2**31 - 1
INT64 = 2**63 - 1
#: LABELF_NO_DEADLINE.
NO_DEADLINE = INT64


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


def model_id(model: Any) -> int:
    """A model's id: a whole number, or one that is written out. (The service may have ids of
    another kind one day.)"""
    if isinstance(model, str):
        if not (model.isascii() and model.isdigit() and len(model) <= 19):
            raise ArgumentError(f"model is {model!r}, and has to be a whole number of at least 1")
        model = int(model)
    return whole("model", model)


def seconds(name: str, value: Any) -> float:
    """A number of seconds, of numpy too; math.inf is one, NaN and a bool are none."""
    try:
        is_number = not isinstance(value, (bool, str, bytes)) and type(value).__name__ != "bool_"
        number = float(value) if is_number and type(value).__name__ != "bool" else math.nan
    except OverflowError:
        number = math.inf if value > 0 else -math.inf
    except (TypeError, ValueError):
        number = math.nan
    if math.isnan(number):
        kind = type(value).__name__
        raise TypeError(f"{name} has to be a number of seconds, and is a {kind}: {value!r}")
    return number


def deadline_ms(timeout: float | None) -> int:
    """The `deadline_ms` of labelf.h for a timeout in seconds: None is the client's own, 0 or less
    has passed, math.inf is none."""
    if timeout is None:
        return 0
    number = seconds("timeout", timeout)
    if number <= 0:
        return -1
    # A deadline in thousands of years is none.
    return NO_DEADLINE if number >= INT32 * 1000 else math.ceil(number * 1000)


def wait_ms(timeout: float | None) -> int:
    """The `timeout_ms` of labelf.h for seconds to wait: None and math.inf are as long as it takes,
    0 or less is not at all."""
    number = math.inf if timeout is None else seconds("timeout", timeout)
    if number >= INT32 * 1000:
        return -1
    return math.ceil(max(0.0, number) * 1000)


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
