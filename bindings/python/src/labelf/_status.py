"""labelf_status: what a call or a text ended with."""

from __future__ import annotations

import enum


class Status(enum.IntEnum):
    """The library's own codes, by the names of labelf.h without LABELF_ and LABELF_ERROR_."""

    OK = 0
    PARTIAL = 1
    PENDING = 2

    ARGUMENT = 16
    CONFIGURATION = 17
    TEXT_EMPTY = 18
    TEXT_TOO_LONG = 19
    TEXT_ENCODING = 20
    QUEUE_FULL = 21
    CLOSED = 22
    FORKED = 23
    CANCELLED = 24
    DEADLINE = 25
    MEMORY = 26
    BUDGET = 27

    REFUSED = 48
    KEY = 49
    PERMISSION = 50
    QUOTA = 51
    NOT_FOUND = 52
    CONFLICT = 53
    RATE_LIMITED = 54
    SERVICE = 55
    MODEL_ARCHIVED = 56
    MODEL_NOT_DEPLOYED = 57
    PROTOCOL = 58
    MALFORMED = 59

    RESOLVE = 80
    CONNECT = 81
    TLS = 82
    TIMEOUT = 83
    NETWORK = 84
    TOO_LARGE = 85

    INTERNAL = 112
