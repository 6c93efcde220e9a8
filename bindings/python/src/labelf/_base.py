"""What the blocking and the asynchronous client have in common: the configuration, and the
library's client."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from ctypes import byref, c_void_p
from typing import TYPE_CHECKING, Any, TypeVar, cast

from labelf._arguments import NO_DEADLINE, PackedTexts, Text, as_sequence
from labelf._calls import PendingCall, Request
from labelf._handles import Handle, Process
from labelf._native import library
from labelf._options import Configured, OptionValue
from labelf._outcomes import take_error
from labelf._statistics import (
    Cost,
    Rate,
    Statistics,
    read_cost,
    read_rate,
    read_similarity_cost,
    read_statistics,
)
from labelf.errors import ClosedError, DeadlineError, QueueFullError

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from labelf._options import LiveOptions, Options

T = TypeVar("T")
# The library's default for a call in the interactive lane (total_timeout_ms in labelf.h).
INTERACTIVE_TIMEOUT_MS = 120_000


class BaseClient:
    """Not for itself: see Client and AsyncClient."""

    def __init__(self, api_key: str | None = None, **options: Unpack[Options]) -> None:
        values = cast("dict[str, OptionValue]", {"api_key": api_key, **options})
        self._configuration = Configured(values)
        self._blocks = self._configuration.get("queue_full") == "block"
        self._total_timeout_ms = self._configuration.get("total_timeout_ms") or None
        self._configuration.fail_when_full()
        self._handle: Handle | None = self._open()
        self._generation = Process.generation

    def _open(self) -> Handle:
        error = c_void_p()
        address = library.labelf_client_new(self._configuration.handle, byref(error))
        if address is None:
            raise take_error(error, 0)
        return Handle(address, library.labelf_client_free)

    def _client(self) -> Handle:
        """The library's client; in a forked child, one of the child's own. Hold it while the
        library uses it: another thread may close this."""
        handle = self._handle
        if handle is None:
            raise ClosedError("the client is closed")
        if self._generation != Process.generation:
            handle = self._handle = self._open()
            self._generation = Process.generation
        return handle

    def _try_to_start(
        self, request: Request[T], queue: Handle | None = None
    ) -> PendingCall[T] | None:
        """Starts a call; None if the queue has no room for it yet."""
        try:
            return PendingCall(request, request.start(self._client(), queue))
        except QueueFullError:
            if not self._blocks:
                raise
            return None

    def rate(self) -> Rate:
        """Where the rate limit stands."""
        return read_rate(self._client())

    def statistics(self) -> Statistics:
        """What the client has done so far."""
        return read_statistics(self._client())

    def estimate(self, texts: Iterable[Text] | int, plan: str | int | None = None) -> Cost:
        """What it would take to classify the texts, or so many different ones, now, or on a plan;
        nothing is sent.

        `plan` is "starter", "growth", or a number of requests a minute. See labelf_estimate.
        """
        packed = PackedTexts(as_sequence(texts)) if isinstance(texts, Iterable) else texts
        return read_cost(self._client(), packed, plan)

    def estimate_similarity(self, base: int, compared: int, plan: str | int | None = None) -> Cost:
        """What it would take to compare so many different texts with so many base texts."""
        return read_similarity_cost(self._client(), base, compared, plan)

    def set(self, **options: Unpack[LiveOptions]) -> None:
        """Changes options of a client that runs: `api_key`, such as for a key that was renewed,
        `max_connections` or `requests_per_minute`. What is sent from now on goes by them; requests
        that are in flight go on as they are. See labelf_client_set."""
        values = cast("dict[str, OptionValue]", options)
        self._configuration.change(self._client(), values)

    def _closing(self) -> Callable[[int], int]:
        """What closes the library's client within so many milliseconds, and may be called again
        with less time. From now on this one takes no calls."""
        handle, self._handle = self._handle, None
        if handle is None or self._generation != Process.generation:
            return lambda _: 0

        def close(milliseconds: int) -> int:
            abandoned: int = library.labelf_client_close(handle, milliseconds)
            return abandoned

        return close

    @property
    def closed(self) -> bool:
        """Whether the client takes no more calls."""
        return self._handle is None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._configuration!r})"

    def __reduce__(self) -> Any:
        # Another process makes a client of its own from the same options, secrets that were given
        # included, and from its own environment.
        return _make, (type(self), self._configuration.plain())


def _make(kind: type[BaseClient], options: dict[str, Any]) -> BaseClient:
    return kind(**options)


class RoomInQueue:
    """When to look for room in the library's queue again, and until when.

    Each look costs the library a copy of the texts, so that the pauses grow with what a look takes.
    """

    def __init__(self, request: Request[Any], total_timeout_ms: str | None) -> None:
        deadline_ms = request.deadline_ms
        if deadline_ms == 0 and total_timeout_ms is not None:
            deadline_ms = int(total_timeout_ms) or NO_DEADLINE
        elif deadline_ms == 0:
            interactive = request.lane == "interactive" or (
                request.lane == "automatic" and request.count == 1
            )
            deadline_ms = INTERACTIVE_TIMEOUT_MS if interactive else NO_DEADLINE
        self._request = request
        has_none = deadline_ms == NO_DEADLINE
        self._deadline = None if has_none else time.monotonic() + deadline_ms / 1000
        self._looked = time.monotonic()

    def looks(self) -> None:
        """To be called before each look. Past the deadline, raises; what is left of it is the
        call's."""
        self._looked = time.monotonic()
        if self._deadline is None:
            return
        left = self._deadline - self._looked
        if left <= 0:
            raise DeadlineError(
                "the queue had no room before the call's deadline",
                fix="Send less at a time, or allow more with queue_texts and queue_bytes.",
            )
        self._request.deadline_ms = max(1, int(left * 1000))

    def pause(self) -> float:
        """Seconds until the next look."""
        return max(0.02, min(1.0, 4 * (time.monotonic() - self._looked)))
