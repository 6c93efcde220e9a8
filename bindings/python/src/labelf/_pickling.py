"""Pickled results: the same columns, in memory of Python, and the JSON as the library wrote it."""

from __future__ import annotations

import zlib
from typing import Any

from labelf import _arrays
from labelf._arrow import StoredRows
from labelf._outcomes import Outcomes, views_of
from labelf.errors import ArgumentError, LabelfError
from labelf.matches import MatchColumns, Matches
from labelf.results import Columns, Result


def _views(columns: list[bytes], formats: list[Any]) -> list[Any]:
    """The columns as the library's would be."""
    return [memoryview(data).cast(kind) for data, kind in zip(columns, formats)]


def _bytes(columns: Columns | MatchColumns) -> list[bytes]:
    """A copy of each view."""
    return [bytes(view) for view in views_of(columns).values()]


def _errors(result: Outcomes[Any]) -> dict[int, LabelfError]:
    """Those of the texts, by their places."""
    found = ((failed.index, failed.error) for failed in result.failures())
    return {index: error for index, error in found if error is not None}


class Document:
    """A result's JSON, compressed, or why there is none."""

    def __init__(self, result: Result | Matches) -> None:
        self._text = b""
        self._fault: str | None = None
        try:
            self._text = zlib.compress(result.json().encode(), 1)
        except Exception as error:  # ids are the program's own, and so is what their str() raises
            self._fault = str(error) if isinstance(error, ArgumentError) else repr(error)

    def text(self) -> str:
        if self._fault is not None:
            raise ArgumentError(self._fault)
        return zlib.decompress(self._text).decode()


class StoredResult(StoredRows, Result):
    """As the result that was pickled."""

    def __init__(
        self,
        columns: list[bytes],
        labels: tuple[str, ...],
        errors: dict[int, LabelfError],
        document: Document,
    ) -> None:
        self._columns = Columns(*[*_views(columns, [*"iqid"]), labels])
        self._errors = errors
        self._read_from(self._columns)
        self._count = len(self._columns.statuses)
        self._document = document
        self.labels = labels

    @property
    def columns(self) -> Columns:
        return self._columns

    def json(self) -> str:
        return self._document.text()

    def _batch(self) -> Any:
        return _arrays.arrow_batch(self, "predictions", _arrays.prediction_fields(self))

    def _error(self, index: int) -> LabelfError | None:
        return self._errors.get(index)


class StoredMatches(StoredRows, Matches):
    """As the matches that were pickled."""

    def __init__(
        self,
        columns: list[bytes],
        ids: tuple[Any, Any],
        errors: tuple[dict[int, LabelfError], dict[int, LabelfError]],
        document: Document,
    ) -> None:
        self._columns = MatchColumns(*_views(columns, [*"iiqid"]))
        self.base_ids, self.ids = ids
        self._errors, self._base_errors = errors
        self._statuses, self._offsets = self._columns.statuses, self._columns.offsets
        self._base_indices = self._columns.base_indices
        self._similarities = self._columns.similarities
        self._count = len(self._columns.statuses)
        self._document = document

    @property
    def columns(self) -> MatchColumns:
        return self._columns

    def json(self) -> str:
        return self._document.text()

    def _batch(self) -> Any:
        return _arrays.arrow_batch(self, "matches", _arrays.match_fields(self))

    def _error(self, index: int) -> LabelfError | None:
        return self._errors.get(index)

    def _base_error(self, index: int) -> LabelfError | None:
        return self._base_errors.get(index)


def _document(result: Result | Matches) -> Document:
    """Made once: each of a result's items that is pickled takes the whole result along."""
    made: Document | None = getattr(result, "_document", None)
    if made is None:
        made = result._document = Document(result)  # type: ignore[union-attr]
    return made


def _reduce_result(result: Result) -> tuple[Any, ...]:
    columns = _bytes(result.columns)
    return StoredResult, (columns, result.labels, _errors(result), _document(result))


def _reduce_matches(matches: Matches) -> tuple[Any, ...]:
    columns = _bytes(matches.columns)
    ids, errors = (matches.base_ids, matches.ids), (_errors(matches), matches.base_errors())
    return StoredMatches, (columns, ids, errors, _document(matches))


Outcomes.reducers.update({Result: _reduce_result, Matches: _reduce_matches})
