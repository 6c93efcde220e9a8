"""Calls of the library, from their start until what they ended with is an object of Python, with
progress."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import byref, c_void_p
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, Union

from labelf._handles import Handle
from labelf._native import Status, library
from labelf._outcomes import check, take_error

if TYPE_CHECKING:
    from typing_extensions import Literal

    from labelf._outcomes import Outcomes

    #: Who goes first; see labelf_lane.
    Lane = Literal["automatic", "interactive", "bulk"]

T = TypeVar("T")
O = TypeVar("O", bound="Outcomes[Any]")  # noqa: E741 # outcomes
T_co = TypeVar("T_co", covariant=True)
LANES = {"automatic": 0, "interactive": 1, "bulk": 2}


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
    """Tells a bar or a callable how far a call is. It never goes back, and never past the total."""

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


class Request(Protocol[T_co]):
    """What a client can be asked for."""

    #: As in labelf.h: milliseconds from the start; 0 for the client's own.
    deadline_ms: int
    #: How many texts have an outcome.
    count: int
    #: "automatic", "interactive" or "bulk".
    lane: str

    def start(self, client: Handle, queue: Handle | None) -> Handle:
        """Starts the call, which the queue gives out if there is one."""

    def finish(self, call: Handle, timeout_ms: int) -> T_co | None:
        """What the call ended with; None if it has not within so many milliseconds. Raises what it
        failed with as a whole."""


class PendingCall(Generic[T]):
    """A call that is under way, and the request that it carries out."""

    __slots__ = ("handle", "request")

    def __init__(self, request: Request[T], handle: Handle) -> None:
        self.request = request
        self.handle = handle

    def wait(self, timeout_ms: int) -> T | None:
        """As Request.finish."""
        return self.request.finish(self.handle, timeout_ms)

    @property
    def progress(self) -> int:
        """How many texts have an outcome by now: see labelf_call_progress."""
        return int(library.labelf_call_progress(self.handle))

    def give_up(self) -> None:
        """Asks the library to drop the call. Nothing happens to one that is settled."""
        library.labelf_call_cancel(self.handle)


def checked_lane(lane: str) -> str:
    """The lane, if it is one."""
    if lane not in LANES:
        raise ValueError(f"lane is {lane!r}, and has to be one of {', '.join(LANES)}")
    return lane


def start_call(function: Any, client: Handle, *arguments: Any) -> Handle:
    """Starts a call. When its handle goes, the call is given up if it has not settled."""
    call, error = c_void_p(), c_void_p()
    check(function(client, *arguments, byref(call), byref(error)), error)
    assert call.value is not None
    return Handle(call.value, library.labelf_call_free)


def finish_call(function: Any, call: Handle, timeout_ms: int, kind: Callable[[int], O]) -> O | None:
    """What a call ended with, by its address; None if it has not within so many milliseconds.
    Raises what it failed with as a whole."""
    result, error = c_void_p(), c_void_p()
    status = function(call, timeout_ms, byref(result), byref(error))
    if status == Status.PENDING:
        return None
    settled = None if result.value is None else kind(result.value)
    if settled is not None and status in (Status.OK, Status.PARTIAL):
        return settled
    failure = take_error(error, status)
    failure.result = settled
    raise failure
