"""What the library counts and estimates."""

from __future__ import annotations

import enum
from ctypes import byref, c_void_p, sizeof
from dataclasses import dataclass
from typing import Any

from labelf import _structures
from labelf._arguments import PackedTexts, plain, whole
from labelf._handles import Handle
from labelf._native import library
from labelf._outcomes import check
from labelf.errors import ArgumentError


class Pacing(enum.IntEnum):
    """What decides when the next request leaves; see labelf_pacing."""

    NONE = 0
    BURST = 1
    SUSTAINED = 2
    PAUSE = 3
    RESERVE = 4


@dataclass(frozen=True)
class Rate:
    """Where the rate limit stands. See labelf_rate."""

    limit: int | None  #: requests a minute that the client keeps to; None if no limit is known
    remaining: int | None  #: requests that could leave at once; None if no limit is known
    #: Seconds until the pause is over or the burst is whole again; None if no limit is known.
    reset_after: float | None
    in_flight: int  #: requests that were sent and are not answered yet
    pacing: int  #: a Pacing, or a number that this package has no name for


@dataclass(frozen=True)
class Statistics:
    """Counters since the client was made; after a fork, since the child first used it. See
    labelf_statistics."""

    calls: int
    calls_settled: int
    texts: int
    texts_succeeded: int
    texts_failed: int
    texts_duplicate: int
    texts_joined: int
    texts_sent: int
    requests: int
    requests_retried: int
    requests_split: int
    rate_limited: int
    bytes_sent: int
    bytes_received: int
    queued_texts: int
    in_flight: int
    texts_spent: int
    texts_over_budget: int
    calls_late: int
    permit_wait: float  #: seconds in which something could have been sent but for a permit
    texts_cached: int


@dataclass(frozen=True)
class Cost:
    """What a call would take. See labelf_cost."""

    requests: int  #: requests, of as many texts as one may have
    texts_billed: int  #: different good texts: each is sent, and billed, once
    texts_duplicate: int  #: texts that are answered by another one of the call
    texts_bad: int  #: texts that are empty, too long or not UTF-8: they are not sent
    requests_ahead: int  #: requests of the client that wait and would go first; 0 with a plan
    requests_per_minute: int | None  #: the limit it is based on; None if none is known
    seconds: float | None  #: what the rate limit makes of it; None if no limit is known


def read_rate(client: Handle) -> Rate:
    rate = _structures.Rate()
    library.labelf_client_rate(client, byref(rate), sizeof(rate))
    values = _values(rate)
    reset_ms, pacing = values.pop("reset_ms"), values["pacing"]
    values["pacing"] = Pacing(pacing) if pacing in list(Pacing) else pacing
    values["limit"] = known(rate.limit)
    values["remaining"] = known(rate.remaining)
    return Rate(reset_after=None if reset_ms < 0 else reset_ms / 1000, **values)


def read_statistics(client: Handle) -> Statistics:
    counters = _structures.Statistics()
    library.labelf_client_statistics(client, byref(counters), sizeof(counters))
    values = _values(counters)
    return Statistics(permit_wait=values.pop("permit_wait_ms") / 1000, **values)


def read_cost(client: Handle, texts: PackedTexts | int, plan: str | int | None) -> Cost:
    """labelf_estimate. A number of texts stands for so many that are different and good."""
    if isinstance(texts, PackedTexts):
        address, count = texts.address, texts.count
    else:
        address, count = None, _number(texts)
    return _cost(library.labelf_estimate, client, address, count, _plan_name(plan))


def read_similarity_cost(client: Handle, base: int, compared: int, plan: str | int | None) -> Cost:
    """labelf_estimate_similarity."""
    counts = _number(base), _number(compared)
    return _cost(library.labelf_estimate_similarity, client, *counts, _plan_name(plan))


def _cost(function: Any, *arguments: Any) -> Cost:
    cost, error = _structures.Cost(), c_void_p()
    check(function(*arguments, None, byref(cost), sizeof(cost), byref(error)), error)
    values = _values(cost)
    values["requests_per_minute"] = known(cost.requests_per_minute)
    values["seconds"] = known(cost.seconds)
    return Cost(**values)


def _number(count: int) -> int:
    """A number of texts."""
    number = whole("the number of texts", count)
    if number < 0:
        raise ArgumentError("a number of texts cannot be negative")
    return number


def _plan_name(plan: str | int | None) -> bytes | None:
    return None if plan is None else plain("plan", str(plan))


def known(value: float) -> Any:
    """A number of the library; None where it says -1, which is not known."""
    return None if value < 0 else value


def _values(struct: Any) -> dict[str, Any]:
    names = (name for name, _ in struct._fields_ if name != "reserved")
    return {name: getattr(struct, name) for name in names}
