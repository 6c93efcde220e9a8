"""One call of the library, from its start until what it ended with is an object of Python."""

from __future__ import annotations

from ctypes import POINTER as pointer_to
from ctypes import byref, c_char_p, c_void_p, cast, sizeof
from typing import Any, Generic, Protocol, TypeVar

from labelf import _native
from labelf._failures import check, take_error
from labelf._handles import Handle
from labelf._native import library
from labelf._status import Status
from labelf._texts import PackedTexts
from labelf.results import Result

T = TypeVar("T", covariant=True)
LANES = {"automatic": 0, "interactive": 1, "bulk": 2}


class Request(Protocol[T]):
    """What a client can be asked for."""

    #: Milliseconds from the start; 0 for the client's own, below 0 for none.
    timeout_ms: int
    #: How many texts are asked about.
    count: int
    #: "automatic", "interactive" or "bulk".
    lane: str

    def start(self, client: Handle, *, queued: bool) -> Handle:
        """Starts the call. With `queued`, labelf_client_next gives it out."""

    def finish(self, call: Handle, timeout_ms: int) -> T | None:
        """What the call ended with; None if it has not within so many milliseconds. Raises what it
        failed with as a whole."""


class ClassifyRequest:
    """Texts for a model."""

    def __init__(
        self,
        model: int,
        texts: PackedTexts,
        *,
        max_predictions: int | None = None,
        label_filter: Any = None,
        lane: str = "automatic",
        timeout_ms: int | None = None,
    ) -> None:
        self.model = model
        self.texts = texts
        self.count = texts.count
        self.max_predictions = max_predictions or 0
        self.labels = None if label_filter is None else [label.encode() for label in label_filter]
        self.lane = checked_lane(lane)
        self.timeout_ms = timeout_ms or 0

    def start(self, client: Handle, *, queued: bool) -> Handle:
        options = _native.ClassifyOptions(
            size=sizeof(_native.ClassifyOptions),
            max_predictions=self.max_predictions,
            lane=LANES[self.lane],
            timeout_ms=self.timeout_ms,
            queue_completion=queued,
        )
        if self.labels is not None:
            labels = (c_char_p * len(self.labels))(*self.labels)
            options.label_filter = cast(labels, pointer_to(c_char_p))
            options.label_filter_count = len(self.labels)
        call, error = c_void_p(), c_void_p()
        check(
            library.labelf_classify_start(
                client,
                self.model,
                self.texts.address,
                self.texts.count,
                byref(options),
                byref(call),
                byref(error),
            ),
            error,
        )
        return started(call)

    def finish(self, call: Handle, timeout_ms: int) -> Result | None:
        result, error = c_void_p(), c_void_p()
        status = library.labelf_call_wait(call, timeout_ms, byref(result), byref(error))
        if status == Status.PENDING:
            return None
        settled = None
        if result.value is not None:
            settled = Result(Handle(result.value, library.labelf_result_free))
        if settled is not None and status in (Status.OK, Status.PARTIAL):
            return settled
        failure = take_error(error, status)
        failure.result = settled
        raise failure


def checked_lane(lane: str) -> str:
    """The lane, if it is one."""
    if lane not in LANES:
        raise ValueError(f"lane is {lane!r}, and has to be one of {', '.join(LANES)}")
    return lane


def started(call: c_void_p) -> Handle:
    """Owns a call. When it goes, the call is given up if it has not settled."""
    assert call.value is not None
    return Handle(call.value, library.labelf_call_free)


class Waiting(Generic[T]):
    """A call that is under way, and the request that it carries out."""

    __slots__ = ("handle", "request")

    def __init__(self, request: Request[T], handle: Handle) -> None:
        self.request = request
        self.handle = handle

    def wait(self, timeout_ms: int) -> T | None:
        """As Request.finish."""
        return self.request.finish(self.handle, timeout_ms)

    def give_up(self) -> None:
        """Asks the library to drop the call. Nothing happens to one that is settled."""
        library.labelf_call_cancel(self.handle)
