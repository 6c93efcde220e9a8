"""Finds and loads liblabelf.so.1, and declares its functions and statuses."""

from __future__ import annotations

import ctypes
import enum
import os
from ctypes import (
    POINTER,
    c_char_p,
    c_double,
    c_int,
    c_int32,
    c_int64,
    c_size_t,
    c_void_p,
)
from pathlib import Path

from labelf._structures import (
    ClassifyOptions,
    Columns,
    Cost,
    ListOptions,
    MatchColumns,
    Rate,
    RequestOptions,
    SimilarityOptions,
    Statistics,
)

SONAME = "liblabelf.so.1"


def load_library() -> ctypes.CDLL:
    """Loads the library. ImportError, with what was tried, if there is none.

    A library that LABELF_LIBRARY names is the only one that is tried: whoever sets it wants no
    other.
    """
    named = os.environ.get("LABELF_LIBRARY")
    own = Path(__file__).with_name(SONAME)
    if named:
        path = named
    elif own.exists():
        path = str(own)
    else:
        path = SONAME
    try:
        return ctypes.CDLL(path)
    except OSError as error:
        raise ImportError(
            f"labelf needs {SONAME}, and could not load {path}: {error}. Install liblabelf1 or a"
            " wheel that carries it, or name the file in LABELF_LIBRARY."
        ) from error


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


Text_p = c_void_p  # addresses: the caller lays out what they lead to
Handle_p = POINTER(c_void_p)  # where a function stores a handle
Code = c_int32  # an enumeration


# Name, result, arguments. A string that the caller frees is a c_void_p: ctypes would lose the
# address of a c_char_p. Callbacks are passed as NULL alone: no thread of the library ever runs
# Python.
FUNCTIONS: dict[str, tuple[type | None, list[type]]] = {
    "labelf_version": (c_char_p, []),
    "labelf_version_number": (c_int, []),
    "labelf_status_name": (c_char_p, [Code]),
    "labelf_status_is_transient": (c_int, [Code]),
    # error
    "labelf_error_code": (Code, [c_void_p]),
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
    "labelf_config_set": (Code, [c_void_p, c_char_p, c_char_p, Handle_p]),
    "labelf_config_from_environment": (Code, [c_void_p, Handle_p]),
    "labelf_config_key": (c_char_p, [c_size_t]),
    "labelf_config_get": (c_void_p, [c_void_p, c_char_p]),
    "labelf_config_free": (None, [c_void_p]),
    # client
    "labelf_client_new": (c_void_p, [c_void_p, Handle_p]),
    "labelf_client_set": (Code, [c_void_p, c_char_p, c_char_p, Handle_p]),
    "labelf_client_close": (c_size_t, [c_void_p, c_int64]),
    "labelf_client_free": (None, [c_void_p]),
    "labelf_client_statistics": (Code, [c_void_p, POINTER(Statistics), c_size_t]),
    "labelf_client_rate": (Code, [c_void_p, POINTER(Rate), c_size_t]),
    # classify
    "labelf_classify": (
        Code,
        [c_void_p, c_int64, Text_p, c_size_t, POINTER(ClassifyOptions), Handle_p, Handle_p],
    ),
    "labelf_classify_start": (
        Code,
        [c_void_p, c_int64, Text_p, c_size_t, POINTER(ClassifyOptions), Handle_p, Handle_p],
    ),
    "labelf_classify_models": (
        Code,
        [
            *(c_void_p, POINTER(c_int64), c_size_t, Text_p, c_size_t),
            *(POINTER(ClassifyOptions), Handle_p, Handle_p),
        ],
    ),
    "labelf_classify_wait": (Code, [c_void_p, c_int64, Handle_p, Handle_p]),
    "labelf_classify_take": (Code, [c_void_p, c_int64, Handle_p, Handle_p]),
    "labelf_call_wait": (Code, [c_void_p, c_int64, Handle_p]),
    "labelf_call_cancel": (None, [c_void_p]),
    "labelf_call_progress": (c_size_t, [c_void_p]),
    "labelf_call_user_data": (c_void_p, [c_void_p]),
    "labelf_call_free": (None, [c_void_p]),
    # queue
    "labelf_queue_new": (c_void_p, [Handle_p]),
    "labelf_queue_fd": (c_int, [c_void_p]),
    "labelf_queue_next": (c_void_p, [c_void_p, c_int64]),
    "labelf_queue_free": (None, [c_void_p]),
    # rate and cost
    "labelf_estimate": (
        Code,
        [
            *(c_void_p, Text_p, c_size_t, c_char_p),
            *(POINTER(ClassifyOptions), POINTER(Cost), c_size_t, Handle_p),
        ],
    ),
    # result
    "labelf_result_columns": (Code, [c_void_p, POINTER(Columns), c_size_t]),
    "labelf_result_count": (c_size_t, [c_void_p]),
    "labelf_result_status": (Code, [c_void_p, c_size_t]),
    "labelf_result_text_index": (c_size_t, [c_void_p, c_size_t]),
    "labelf_result_error": (c_void_p, [c_void_p, c_size_t]),
    "labelf_result_predictions": (c_size_t, [c_void_p, c_size_t]),
    "labelf_result_label": (c_char_p, [c_void_p, c_size_t, c_size_t]),
    "labelf_result_confidence": (c_double, [c_void_p, c_size_t, c_size_t]),
    "labelf_result_free": (None, [c_void_p]),
    # JSON
    "labelf_result_json": (c_void_p, [c_void_p, POINTER(c_size_t)]),
    "labelf_classify_json": (
        Code,
        [c_void_p, c_int64, c_char_p, c_size_t, POINTER(ClassifyOptions), Handle_p, Handle_p],
    ),
    "labelf_string_free": (None, [c_void_p]),
    # Arrow
    "labelf_result_arrow": (Code, [c_void_p, c_void_p, c_void_p]),
    "labelf_result_arrow_stream": (Code, [c_void_p, c_void_p]),
    "labelf_matches_arrow": (Code, [c_void_p, c_void_p, c_void_p]),
    "labelf_matches_arrow_stream": (Code, [c_void_p, c_void_p]),
    # request
    "labelf_request": (
        Code,
        [
            *(c_void_p, c_char_p, c_char_p, c_char_p),
            *(POINTER(RequestOptions), Handle_p, Handle_p),
        ],
    ),
    "labelf_response_status": (c_int, [c_void_p]),
    "labelf_response_json": (c_void_p, [c_void_p]),
    "labelf_response_length": (c_size_t, [c_void_p]),
    "labelf_response_free": (None, [c_void_p]),
    # lists and items
    "labelf_list_models": (Code, [c_void_p, POINTER(ListOptions), Handle_p, Handle_p]),
    "labelf_list_datasets": (Code, [c_void_p, POINTER(ListOptions), Handle_p, Handle_p]),
    "labelf_list_records": (Code, [c_void_p, c_char_p, POINTER(ListOptions), Handle_p, Handle_p]),
    "labelf_list": (Code, [c_void_p, c_char_p, POINTER(ListOptions), Handle_p, Handle_p]),
    "labelf_cursor_next": (Code, [c_void_p, Handle_p, Handle_p]),
    "labelf_cursor_total": (c_int64, [c_void_p]),
    "labelf_cursor_free": (None, [c_void_p]),
    "labelf_get_model": (Code, [c_void_p, c_int64, POINTER(RequestOptions), Handle_p, Handle_p]),
    "labelf_get_dataset": (Code, [c_void_p, c_char_p, POINTER(RequestOptions), Handle_p, Handle_p]),
    "labelf_item_json": (c_void_p, [c_void_p, POINTER(c_size_t)]),
    "labelf_item_text": (c_void_p, [c_void_p, c_char_p, POINTER(c_size_t)]),
    "labelf_item_integer": (c_int64, [c_void_p, c_char_p, c_int64]),
    "labelf_item_number": (c_double, [c_void_p, c_char_p, c_double]),
    "labelf_item_count": (c_size_t, [c_void_p, c_char_p]),
    "labelf_item_element": (c_void_p, [c_void_p, c_char_p, c_size_t, POINTER(c_size_t)]),
    "labelf_item_free": (None, [c_void_p]),
    # similarity
    "labelf_similarity": (
        Code,
        [
            *(c_void_p, Text_p, c_size_t, Text_p, c_size_t),
            *(POINTER(SimilarityOptions), Handle_p, Handle_p),
        ],
    ),
    "labelf_similarity_start": (
        Code,
        [
            *(c_void_p, Text_p, c_size_t, Text_p, c_size_t),
            *(POINTER(SimilarityOptions), Handle_p, Handle_p),
        ],
    ),
    "labelf_similarity_wait": (Code, [c_void_p, c_int64, Handle_p, Handle_p]),
    "labelf_matches_columns": (Code, [c_void_p, POINTER(MatchColumns), c_size_t]),
    "labelf_matches_error": (c_void_p, [c_void_p, c_size_t]),
    "labelf_matches_base_error": (c_void_p, [c_void_p, c_size_t]),
    "labelf_matches_json": (
        c_void_p,
        [c_void_p, POINTER(c_char_p), POINTER(c_char_p), POINTER(c_size_t)],
    ),
    "labelf_similarity_json": (
        Code,
        [c_void_p, c_char_p, c_size_t, POINTER(SimilarityOptions), Handle_p, Handle_p],
    ),
    "labelf_matches_free": (None, [c_void_p]),
    "labelf_estimate_similarity": (
        Code,
        [
            *(c_void_p, c_size_t, c_size_t, c_char_p),
            *(POINTER(SimilarityOptions), POINTER(Cost), c_size_t, Handle_p),
        ],
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
