"""One call of the library, from its start until what it ended with is an object of Python."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import byref, c_void_p
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from labelf._failures import check, take_error
from labelf._handles import Handle
from labelf._native import library
from labelf._status import Status

if TYPE_CHECKING:
    from labelf._outcomes import Outcomes

T = TypeVar("T")
O = TypeVar("O", bound="Outcomes[Any]")  # noqa: E741 # outcomes
T_co = TypeVar("T_co", covariant=True)
LANES = {"automatic": 0, "interactive": 1, "bulk": 2}


class Request(Protocol[T_co]):
    """What a client can be asked for."""

    #: Milliseconds from the start; 0 for the client's own, below 0 for none.
    timeout_ms: int
    #: How many texts have an outcome.
    count: int
    #: "automatic", "interactive" or "bulk".
    lane: str

    def start(self, client: Handle, *, queued: bool) -> Handle:
        """Starts the call. With `queued`, labelf_client_next gives it out."""

    def finish(self, call: Handle, timeout_ms: int) -> T_co | None:
        """What the call ended with; None if it has not within so many milliseconds. Raises what it
        failed with as a whole."""


class Waiting(Generic[T]):
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
