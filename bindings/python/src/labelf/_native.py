"""The functions of labelf.h, and nothing else; _structs.py has the structs.

The header is the authority: tests/test_header.py compares every prototype.
"""

from __future__ import annotations

import ctypes
from ctypes import (
    POINTER,
    c_char_p,
    c_double,
    c_int,
    c_int64,
    c_size_t,
    c_void_p,
)

from labelf._loading import load_library
from labelf._structs import (
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

Text_p = c_void_p  # addresses: what they lead to is laid out by whoever passes them
Handle_p = POINTER(c_void_p)  # where a function stores a handle
Status = c_int


# Name, result, arguments. A string that the caller frees is a c_void_p: ctypes would lose the
# address of a c_char_p. Callbacks are passed as NULL alone: no thread of the library ever runs
# Python.
FUNCTIONS: dict[str, tuple[type | None, list[type]]] = {
    "labelf_version": (c_char_p, []),
    "labelf_status_name": (c_char_p, [Status]),
    "labelf_status_is_transient": (c_int, [Status]),
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
    "labelf_classify_models": (
        Status,
        [
            *(c_void_p, POINTER(c_int64), c_size_t, Text_p, c_size_t),
            *(POINTER(ClassifyOptions), Handle_p, Handle_p),
        ],
    ),
    "labelf_call_wait": (Status, [c_void_p, c_int64, Handle_p, Handle_p]),
    "labelf_call_cancel": (None, [c_void_p]),
    "labelf_call_progress": (c_size_t, [c_void_p]),
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
    # request
    "labelf_request": (
        Status,
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
    "labelf_list": (Status, [c_void_p, c_char_p, POINTER(ListOptions), Handle_p, Handle_p]),
    "labelf_cursor_next": (Status, [c_void_p, Handle_p, Handle_p]),
    "labelf_cursor_total": (c_int64, [c_void_p]),
    "labelf_cursor_free": (None, [c_void_p]),
    "labelf_model": (Status, [c_void_p, c_int64, POINTER(RequestOptions), Handle_p, Handle_p]),
    "labelf_dataset": (Status, [c_void_p, c_char_p, POINTER(RequestOptions), Handle_p, Handle_p]),
    "labelf_item_json": (c_void_p, [c_void_p, POINTER(c_size_t)]),
    "labelf_item_text": (c_void_p, [c_void_p, c_char_p, POINTER(c_size_t)]),
    "labelf_item_integer": (c_int64, [c_void_p, c_char_p, c_int64]),
    "labelf_item_number": (c_double, [c_void_p, c_char_p, c_double]),
    "labelf_item_count": (c_size_t, [c_void_p, c_char_p]),
    "labelf_item_element": (c_void_p, [c_void_p, c_char_p, c_size_t, POINTER(c_size_t)]),
    "labelf_item_free": (None, [c_void_p]),
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
