"""What `progress` may be: a callable, or something like a tqdm bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, Union


class Bar(Protocol):
    """What is used of a tqdm bar."""

    total: Any

    def update(self, n: int) -> Any:
        """So many texts more."""


#: A callable is called with how many texts have ended, and how many there are (None if that is not
#: known).
ProgressLike = Union[Bar, Callable[[int, "int | None"], Any]]


def reporter_of(target: ProgressLike | None, total: int) -> Progress | None:
    """What tells `target`, if there is one."""
    return None if target is None else Progress(target, total)


class Progress:
    """Tells whoever wants to know. It never goes back, and never past the total."""

    def __init__(self, target: ProgressLike | None, total: int | None) -> None:
        self._target: Any = target
        self._total = total
        self._done = 0
        self._updates = hasattr(target, "update")
        if isinstance(target, type) or not (target is None or self._updates or callable(target)):
            raise TypeError("progress has to be a callable, or a bar such as tqdm()")
        if self._updates and total is not None:
            self._tell_total(self._target, total)

    @staticmethod
    def _tell_total(bar: Any, total: int) -> None:
        if getattr(bar, "total", None) is None:
            bar.total = total

    def reach(self, done: int) -> None:
        """So many texts have ended."""
        if self._total is not None:
            done = min(done, self._total)
        more = done - self._done
        if self._target is None or more <= 0:
            return
        self._done = done
        if self._updates:
            self._target.update(more)
        else:
            self._target(done, self._total)

    def advance(self, more: int) -> None:
        """So many texts more have ended."""
        self.reach(self._done + more)
