"""The C interface, as labelf.h declares it: structs, functions, and nothing else.

The header is the authority: tests/test_header.py compares every size, offset, enumerator and
prototype.
"""

from __future__ import annotations

import ctypes
from ctypes import (
    POINTER,
    c_char_p,
    c_double,
    c_int,
    c_int32,
    c_int64,
    c_size_t,
    c_uint64,
    c_void_p,
)

from labelf._loading import load_library

Text_p = Columns_p = c_void_p  # addresses: what they lead to is laid out by whoever passes them
Handle_p = POINTER(c_void_p)  # where a function stores a handle
Status = c_int


class ClassifyOptions(ctypes.Structure):
    """labelf_classify_options; zero is the default of every field after `size`."""

    _fields_ = [
        ("size", c_size_t),
        ("max_predictions", c_int32),
        ("lane", c_int),
        ("label_filter", POINTER(c_char_p)),
        ("label_filter_count", c_size_t),
        ("timeout_ms", c_int64),
        ("callback", c_void_p),
        ("user_data", c_void_p),
        ("queue_completion", c_int32),
    ]


class Text(ctypes.Structure):
    """labelf_text."""

    _fields_ = [("data", c_void_p), ("length", c_size_t)]


class Statistics(ctypes.Structure):
    """labelf_statistics."""

    _fields_ = [
        ("calls", c_uint64),
        ("calls_settled", c_uint64),
        ("texts", c_uint64),
        ("texts_succeeded", c_uint64),
        ("texts_failed", c_uint64),
        ("texts_duplicate", c_uint64),
        ("texts_joined", c_uint64),
        ("texts_sent", c_uint64),
        ("requests", c_uint64),
        ("requests_retried", c_uint64),
        ("requests_split", c_uint64),
        ("rate_limited", c_uint64),
        ("bytes_sent", c_uint64),
        ("bytes_received", c_uint64),
        ("queued_texts", c_uint64),
        ("in_flight", c_uint64),
        ("texts_spent", c_uint64),
        ("texts_over_budget", c_uint64),
        ("calls_late", c_uint64),
        ("permit_wait_ms", c_uint64),
    ]


class Rate(ctypes.Structure):
    """labelf_rate."""

    _fields_ = [
        ("limit", c_int64),
        ("remaining", c_int64),
        ("reset_ms", c_int64),
        ("in_flight", c_int64),
        ("pacing", c_int),
    ]


class Cost(ctypes.Structure):
    """labelf_cost."""

    _fields_ = [
        ("requests", c_uint64),
        ("texts_billed", c_uint64),
        ("texts_duplicate", c_uint64),
        ("texts_bad", c_uint64),
        ("requests_ahead", c_uint64),
        ("requests_per_minute", c_int64),
        ("seconds", c_double),
    ]


class Columns(ctypes.Structure):
    """labelf_columns."""

    _fields_ = [
        ("texts", c_size_t),
        ("predictions", c_size_t),
        ("labels", c_size_t),
        ("statuses", POINTER(c_int32)),
        ("offsets", POINTER(c_int64)),
        ("label_indices", POINTER(c_int32)),
        ("confidences", POINTER(c_double)),
        ("label_names", POINTER(c_void_p)),
        ("label_lengths", POINTER(c_size_t)),
    ]


class SimilarityOptions(ctypes.Structure):
    """labelf_similarity_options; zero is the default of every field after `size`."""

    _fields_ = [
        ("size", c_size_t),
        ("top_n", c_int32),
        ("lane", c_int),
        ("timeout_ms", c_int64),
        ("callback", c_void_p),
        ("user_data", c_void_p),
        ("queue_completion", c_int32),
    ]


class MatchColumns(ctypes.Structure):
    """labelf_match_columns."""

    _fields_ = [
        ("texts", c_size_t),
        ("base_texts", c_size_t),
        ("matches", c_size_t),
        ("statuses", POINTER(c_int32)),
        ("base_statuses", POINTER(c_int32)),
        ("offsets", POINTER(c_int64)),
        ("base_indices", POINTER(c_int32)),
        ("similarities", POINTER(c_double)),
    ]


# The structs by their names in the header.
STRUCTS: dict[str, type[ctypes.Structure]] = {
    "labelf_classify_options": ClassifyOptions,
    "labelf_text": Text,
    "labelf_statistics": Statistics,
    "labelf_rate": Rate,
    "labelf_cost": Cost,
    "labelf_columns": Columns,
    "labelf_similarity_options": SimilarityOptions,
    "labelf_match_columns": MatchColumns,
}

# Name, result, arguments. A string that the caller frees is a c_void_p: ctypes would lose the
# address of a c_char_p. Callbacks are passed as NULL alone: no thread of the library ever runs
# Python.
FUNCTIONS: dict[str, tuple[type | None, list[type]]] = {
    "labelf_version": (c_char_p, []),
    "labelf_status_name": (c_char_p, [Status]),
    # error
    "labelf_error_code": (Status, [c_void_p]),
    "labelf_error_message": (c_char_p, [c_void_p]),
    "labelf_error_fix": (c_char_p, [c_void_p]),
    "labelf_error_http_status": (c_int, [c_void_p]),
    "labelf_error_server_code": (c_char_p, [c_void_p]),
    "labelf_error_request_id": (c_char_p, [c_void_p]),
    "labelf_error_attempts": (c_int, [c_void_p]),
    "labelf_error_retry_after_ms": (c_int64, [c_void_p]),
    "labelf_error_free": (None, [c_void_p]),
    # configuration
    "labelf_config_new": (c_void_p, []),
    "labelf_config_set": (Status, [c_void_p, c_char_p, c_char_p, Handle_p]),
    "labelf_config_from_environment": (Status, [c_void_p, Handle_p]),
    "labelf_config_free": (None, [c_void_p]),
    # client
    "labelf_client_new": (c_void_p, [c_void_p, Handle_p]),
    "labelf_client_close": (c_size_t, [c_void_p, c_int64]),
    "labelf_client_free": (None, [c_void_p]),
    "labelf_client_fd": (c_int, [c_void_p]),
    "labelf_client_statistics": (Status, [c_void_p, POINTER(Statistics), c_size_t]),
    "labelf_client_next": (c_void_p, [c_void_p]),
    "labelf_client_rate": (Status, [c_void_p, POINTER(Rate), c_size_t]),
    # classify
    "labelf_classify": (
        Status,
        [c_void_p, c_int64, Text_p, c_size_t, POINTER(ClassifyOptions), Handle_p, Handle_p],
    ),
    "labelf_classify_start": (
        Status,
        [c_void_p, c_int64, Text_p, c_size_t, POINTER(ClassifyOptions), Handle_p, Handle_p],
    ),
    "labelf_call_wait": (Status, [c_void_p, c_int64, Handle_p, Handle_p]),
    "labelf_call_cancel": (None, [c_void_p]),
    "labelf_call_user_data": (c_void_p, [c_void_p]),
    "labelf_call_free": (None, [c_void_p]),
    "labelf_estimate": (
        Status,
        [c_void_p, Text_p, c_size_t, c_char_p, POINTER(Cost), c_size_t, Handle_p],
    ),
    # result
    "labelf_result_columns": (Status, [c_void_p, POINTER(Columns), c_size_t]),
    "labelf_result_count": (c_size_t, [c_void_p]),
    "labelf_result_status": (Status, [c_void_p, c_size_t]),
    "labelf_result_error": (c_void_p, [c_void_p, c_size_t]),
    "labelf_result_predictions": (c_size_t, [c_void_p, c_size_t]),
    "labelf_result_label": (c_char_p, [c_void_p, c_size_t, c_size_t]),
    "labelf_result_confidence": (c_double, [c_void_p, c_size_t, c_size_t]),
    "labelf_result_free": (None, [c_void_p]),
    # JSON
    "labelf_result_json": (c_void_p, [c_void_p, POINTER(c_size_t)]),
    "labelf_classify_json": (
        Status,
        [c_void_p, c_int64, c_char_p, c_size_t, POINTER(ClassifyOptions), Handle_p, Handle_p],
    ),
    "labelf_string_free": (None, [c_void_p]),
    # similarity
    "labelf_similarity": (
        Status,
        [
            *(c_void_p, Text_p, c_size_t, Text_p, c_size_t),
            *(POINTER(SimilarityOptions), Handle_p, Handle_p),
        ],
    ),
    "labelf_similarity_start": (
        Status,
        [
            *(c_void_p, Text_p, c_size_t, Text_p, c_size_t),
            *(POINTER(SimilarityOptions), Handle_p, Handle_p),
        ],
    ),
    "labelf_similarity_wait": (Status, [c_void_p, c_int64, Handle_p, Handle_p]),
    "labelf_matches_columns": (Status, [c_void_p, POINTER(MatchColumns), c_size_t]),
    "labelf_matches_error": (c_void_p, [c_void_p, c_size_t]),
    "labelf_matches_base_error": (c_void_p, [c_void_p, c_size_t]),
    "labelf_matches_json": (
        c_void_p,
        [c_void_p, POINTER(c_char_p), POINTER(c_char_p), POINTER(c_size_t)],
    ),
    "labelf_similarity_json": (
        Status,
        [c_void_p, c_char_p, c_size_t, POINTER(SimilarityOptions), Handle_p, Handle_p],
    ),
    "labelf_matches_free": (None, [c_void_p]),
    "labelf_estimate_similarity": (
        Status,
        [c_void_p, c_size_t, c_size_t, c_char_p, POINTER(Cost), c_size_t, Handle_p],
    ),
}


def _declare(loaded: ctypes.CDLL) -> ctypes.CDLL:
    for name, (result, arguments) in FUNCTIONS.items():
        try:
            function = getattr(loaded, name)
        except AttributeError:
            raise ImportError(
                f"the loaded liblabelf.so.1 has no {name}: it is older than this package"
            ) from None
        function.restype = result
        function.argtypes = arguments
    return loaded


# Every call through it lets go of the GIL.
library = _declare(load_library())
