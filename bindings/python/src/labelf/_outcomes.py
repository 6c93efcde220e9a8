"""What the results of classifying and comparing have in common: an outcome for each text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, Generic, TypeVar, overload

from labelf._failures import status_of
from labelf.errors import LabelfError

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

    def __repr__(self) -> str:
        failed = sum(1 for _ in self.failures())
        return f"<{type(self).__name__} of {self._count} texts, {failed} failed>"
