"""Results that have come from another process: the same columns, in memory of Python."""

from __future__ import annotations

import json
from typing import Any

from labelf._native import library
from labelf._outcomes import Outcomes
from labelf.errors import LabelfError
from labelf.matches import MatchColumns, Matches
from labelf.results import Columns, Result


def _views(columns: list[bytes], formats: list[Any]) -> list[Any]:
    """The columns as the library's would be."""
    return [memoryview(data).cast(kind) for data, kind in zip(columns, formats)]


def _errors(result: Outcomes[Any]) -> dict[int, LabelfError]:
    """Those of the texts, by their places."""
    found = ((failed.index, failed.error) for failed in result.failures())
    return {index: error for index, error in found if error is not None}


class StoredResult(Result):
    """As the result that was pickled."""

    def __init__(
        self, columns: list[bytes], labels: tuple[str, ...], errors: dict[int, LabelfError]
    ) -> None:
        self._columns = Columns(*[*_views(columns, [*"iqid"]), labels])
        self._errors = errors
        self._statuses, self._offsets, self._label_indices, self._confidences = self._columns[:4]
        self._count = len(self._columns.statuses)
        self.labels = labels

    @property
    def columns(self) -> Columns:
        return self._columns

    def json(self) -> str:
        predictions: list[Any] = []
        for item in self:
            answer = [prediction._asdict() for prediction in item.predictions] if item.ok else None
            predictions.append(answer)
        errors = [_error_object(index, error) for index, error in sorted(self._errors.items())]
        return json.dumps(
            {"predictions": predictions, "errors": errors},
            ensure_ascii=False,
            separators=(",", ":"),
        )

    def _error(self, index: int) -> LabelfError | None:
        return self._errors.get(index)


def pickled(result: Result) -> tuple[Any, ...]:
    """What StoredResult is made of."""
    columns = result.columns
    return [bytes(column) for column in columns[:4]], result.labels, _errors(result)


def _error_object(index: int, error: LabelfError) -> dict[str, Any]:
    """As labelf_result_json writes it."""
    name = library.labelf_status_name(error.code).decode()
    written: dict[str, Any] = {"index": index, "code": name, "message": error.message}
    if error.request_id:
        written["request_id"] = error.request_id
    return written


class StoredMatches(Matches):
    """As the matches that were pickled."""

    def __init__(
        self,
        columns: list[bytes],
        ids: tuple[Any, Any],
        errors: tuple[dict[int, LabelfError], dict[int, LabelfError]],
    ) -> None:
        self._columns = MatchColumns(*_views(columns, [*"iiqid"]))
        self.base_ids, self.ids = ids
        self._errors, self._base_errors = errors
        self._statuses, _, self._offsets, self._base_indices, self._similarities = self._columns
        self._count = len(self._columns.statuses)

    @property
    def columns(self) -> MatchColumns:
        return self._columns

    def json(self) -> str:
        document: dict[str, Any] = {}
        for item in self:
            if item.ok:
                document[str(item.id)] = [
                    {"id": str(match.id), "similarity": match.similarity} for match in item
                ]
            else:
                written = _error_object(item.index, self._errors[item.index])
                del written["index"]
                document[str(item.id)] = written
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))

    def _error(self, index: int) -> LabelfError | None:
        return self._errors.get(index)

    def _base_error(self, index: int) -> LabelfError | None:
        return self._base_errors.get(index)


def pickled_matches(matches: Matches) -> tuple[Any, ...]:
    """What StoredMatches is made of."""
    return (
        [bytes(column) for column in matches.columns],
        (matches.base_ids, matches.ids),
        (_errors(matches), matches.base_errors()),
    )
