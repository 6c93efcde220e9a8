"""The structs of labelf.h, as C lays them out; tests/test_header.py compares every size and
offset."""

from __future__ import annotations

import ctypes
from ctypes import (
    POINTER,
    c_char_p,
    c_double,
    c_int32,
    c_int64,
    c_size_t,
    c_uint32,
    c_uint64,
    c_void_p,
)


class ClassifyOptions(ctypes.Structure):
    """labelf_classify_options; zero is the default of every field after `size`."""

    _fields_ = [
        ("size", c_size_t),
        ("lane", c_int32),
        ("flags", c_uint32),
        ("deadline_ms", c_int64),
        ("callback", c_void_p),
        ("user_data", c_void_p),
        ("queue", c_void_p),
        ("label_filter", POINTER(c_char_p)),
        ("label_filter_count", c_size_t),
        ("max_predictions", c_int32),
        ("reserved", c_int32),
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
        ("texts_cached", c_uint64),
    ]


class Rate(ctypes.Structure):
    """labelf_rate."""

    _fields_ = [
        ("limit", c_int64),
        ("remaining", c_int64),
        ("reset_ms", c_int64),
        ("in_flight", c_int64),
        ("pacing", c_int32),
        ("reserved", c_int32),
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
        ("text_indices", POINTER(c_int64)),
    ]


class SimilarityOptions(ctypes.Structure):
    """labelf_similarity_options; zero is the default of every field after `size`."""

    _fields_ = [
        ("size", c_size_t),
        ("lane", c_int32),
        ("flags", c_uint32),
        ("deadline_ms", c_int64),
        ("callback", c_void_p),
        ("user_data", c_void_p),
        ("queue", c_void_p),
        ("top_n", c_int32),
        ("reserved", c_int32),
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


class RequestOptions(ctypes.Structure):
    """labelf_request_options; zero is the default of every field after `size`."""

    _fields_ = [
        ("size", c_size_t),
        ("lane", c_int32),
        ("flags", c_uint32),
        ("deadline_ms", c_int64),
    ]


class ListOptions(ctypes.Structure):
    """labelf_list_options; zero is the default of every field after `size`."""

    _fields_ = [
        ("size", c_size_t),
        ("lane", c_int32),
        ("flags", c_uint32),
        ("deadline_ms", c_int64),
        ("start", c_int64),
        ("page_size", c_int32),
        ("reserved", c_int32),
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
    "labelf_request_options": RequestOptions,
    "labelf_list_options": ListOptions,
}
