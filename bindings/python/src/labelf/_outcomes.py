"""What results and matches have in common: an outcome for each text, errors as exceptions, and the
library's memory as memoryviews."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_void_p
from dataclasses import fields
from itertools import repeat
from typing import Any, ClassVar, Generic, TypeVar, overload

from labelf import errors
from labelf._native import Status, library
from labelf.errors import LabelfError

# A view of float64: what a memoryview gives depends on its format, and type checkers say int.
Floats = Any


def view(pointer: Any, count: int, owner: object) -> memoryview:
    """`count` items from a ctypes pointer on, which nobody can write to. The view, and whatever is
    made over it, keeps `owner`, whose memory it is."""
    item = pointer._type_
    if count == 0 or not pointer:
        return memoryview((item * 0)()).cast("B").cast(item._type_).toreadonly()
    items = (item * count).from_address(ctypes.addressof(pointer.contents))
    items.owner = owner
    # ctypes says "<i" for an int32; the plain code is what memoryview can index.
    return memoryview(items).cast("B").cast(item._type_).toreadonly()


def views_of(columns: Any) -> dict[str, memoryview]:
    """The views among the columns of a result, by their names."""
    values = ((field.name, getattr(columns, field.name)) for field in fields(columns))
    return {name: value for name, value in values if isinstance(value, memoryview)}


def _classes() -> dict[int, type[LabelfError]]:
    found = (item for item in vars(errors).values() if isinstance(item, type))
    return {
        kind.status: kind
        for kind in found
        if issubclass(kind, LabelfError) and kind.status is not None
    }


CLASSES = _classes()


def status_of(code: int) -> int:
    """The Status of a code; the number itself if this package has no name for it."""
    try:
        return Status(code)
    except ValueError:
        return code


def read_error(address: int) -> LabelfError:
    """The exception for an error of the library, which stays as it is."""
    code = library.labelf_error_code(address)
    milliseconds = library.labelf_error_retry_after_ms(address)
    return CLASSES.get(code, LabelfError)(
        library.labelf_error_message(address).decode(errors="replace"),
        code=status_of(code),
        fix=library.labelf_error_fix(address).decode(errors="replace"),
        http_status=library.labelf_error_http_status(address),
        server_code=library.labelf_error_server_code(address).decode(errors="replace"),
        request_id=library.labelf_error_request_id(address).decode(errors="replace"),
        attempts=library.labelf_error_attempts(address),
        retry_after=None if milliseconds < 0 else milliseconds / 1000,
    )


def error_at(address: int | None) -> LabelfError | None:
    """As read_error; None if there is none."""
    return None if address is None else read_error(address)


def take_error(error: c_void_p, code: int) -> LabelfError:
    """The exception for what a function has stored, which is freed; by its status alone if it has
    stored nothing."""
    if error.value is None:
        name = library.labelf_status_name(code).decode()
        return CLASSES.get(code, LabelfError)(name, code=status_of(code))
    try:
        return read_error(error.value)
    finally:
        library.labelf_error_free(error)


def check(code: int, error: c_void_p) -> None:
    """Raises what a function has stored, unless it succeeded."""
    if code != Status.OK:
        raise take_error(error, code)


R = TypeVar("R", bound="Outcomes[Any]")
O = TypeVar("O", bound="Outcome[Any]")  # noqa: E741 # an outcome


class Outcome(Generic[R]):
    """What one text ended with."""

    __slots__ = ("_result", "index")

    def __init__(self, result: R, index: int) -> None:
        self._result = result
        #: The text's place in the call.
        self.index = index

    @property
    def ok(self) -> bool:
        """Whether the text has an answer."""
        return bool(self._result._statuses[self.index] == 0)

    @property
    def status(self) -> int:
        """A Status, or a number that this package has no name for."""
        return status_of(self._result._statuses[self.index])

    @property
    def error(self) -> LabelfError | None:
        """Why the text has no answer; None if it has."""
        return self._result._error(self.index)

    def __eq__(self, other: object) -> bool:
        """Whether it is the same text of the same result: items are made anew each time."""
        if type(other) is not type(self):
            return NotImplemented
        return self._result is other._result and self.index == other.index

    def __hash__(self) -> int:
        return hash((id(self._result), self.index))

    def _check(self) -> None:
        """Raises the text's error if it has one."""
        if self._result._statuses[self.index] != 0:
            error = self.error
            if error is not None:
                raise error


class Outcomes(Sequence[O]):
    """What the texts of one call ended with, in the order of the texts.

    Any number of threads may read it. It holds no text.
    """

    _item: type[O]
    _count: int
    _statuses: Any

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> O: ...
    @overload
    def __getitem__(self, index: slice) -> list[O]: ...
    def __getitem__(self, index: int | slice) -> O | list[O]:
        places = range(self._count)[index]
        if isinstance(places, int):
            return self._item(self, places)
        return [self._item(self, place) for place in places]

    def __iter__(self) -> Iterator[O]:
        return map(self._item, repeat(self), range(self._count))

    @property
    def ok(self) -> bool:
        """Whether every text has an answer."""
        return next(self.failures(), None) is None

    def failures(self) -> Iterator[O]:
        """The texts that have an error."""
        for index, status in enumerate(self.columns.statuses):
            if status != 0:
                yield self._item(self, index)

    def raise_for_errors(self) -> None:
        """Raises the first text's error that there is; `result` of the exception is this."""
        for failed in self.failures():
            error = failed.error
            if error is not None:
                error.result = self
                raise error

    @property
    def columns(self) -> Any:
        """What the outcomes are read from."""
        raise NotImplementedError

    def _error(self, index: int) -> LabelfError | None:
        raise NotImplementedError

    #: What makes a pickle of results of a kind, by the kind.
    reducers: ClassVar[dict[type, Callable[[Any], tuple[Any, ...]]]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        for kind in type(self).__mro__:
            if kind in self.reducers:
                return self.reducers[kind](self)
        raise TypeError(f"{type(self).__name__} cannot be pickled")

    def __repr__(self) -> str:
        failed = sum(1 for _ in self.failures())
        return f"<{type(self).__name__} of {self._count} texts, {failed} failed>"
