"""A result that has come from another process: the same columns, in memory of Python."""

from __future__ import annotations

import json
from typing import Any

from labelf._native import library
from labelf.errors import LabelfError
from labelf.results import Columns, Result


class StoredResult(Result):
    """As the result that was pickled."""

    def __init__(
        self, columns: list[bytes], labels: tuple[str, ...], errors: dict[int, LabelfError]
    ) -> None:
        statuses, offsets, label_indices, confidences = (memoryview(data) for data in columns)
        self._columns = Columns(
            statuses.cast("i"),
            offsets.cast("q"),
            label_indices.cast("i"),
            confidences.cast("d"),
            labels,
        )
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
    errors = {item.index: item.error for item in result.failures()}
    return [bytes(column) for column in columns[:4]], result.labels, errors


def _error_object(index: int, error: LabelfError) -> dict[str, Any]:
    """As labelf_result_json writes it."""
    name = library.labelf_status_name(error.code).decode()
    written: dict[str, Any] = {"index": index, "code": name, "message": error.message}
    if error.request_id:
        written["request_id"] = error.request_id
    return written
