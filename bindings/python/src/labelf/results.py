"""What classified texts ended with: small objects on demand over the library's columns, which are
not copied."""

from __future__ import annotations

from ctypes import byref, c_size_t, sizeof, string_at
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from labelf import _arrays, _structures
from labelf._arrow import Rows
from labelf._handles import Handle, take_string
from labelf._native import library
from labelf._outcomes import Floats, Outcome, Outcomes, error_at, view

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from labelf._arrays import NumpyColumns
    from labelf.errors import LabelfError


# From so many texts on, reading costs more than making.
MANY = 256


class Prediction(NamedTuple):
    """A label, and how sure the model is of it: 0 to 1."""

    label: str
    confidence: float


@dataclass(frozen=True)
class Columns:
    """The library's own memory. Each view keeps the result alive, and may be handed to
    numpy.frombuffer.

    Text i has the predictions offsets[i] up to, not including, offsets[i + 1], best first; a text
    with an error has none.
    """

    statuses: memoryview  #: int32 for each text: a Status
    offsets: memoryview  #: int64 for each text, and one more
    label_indices: memoryview  #: int32 for each prediction: which of `labels`
    confidences: Floats  #: float64 for each prediction
    labels: tuple[str, ...]  #: the different labels


class Classification(Outcome["Result"]):
    """What one text ended with: predictions, or an error.

    `label`, `confidence` and `predictions` of a text with an error raise it, so that none is
    overlooked; look at `ok` or `error` first where some may fail.
    """

    __slots__ = ()

    @property
    def label(self) -> str:
        """The best label."""
        # As `confidence`, written out: this is where a program that reads many objects spends its
        # time.
        result, index = self._result, self.index
        offsets = result._offsets
        first = offsets[index]
        if first < offsets[index + 1]:
            label: str = result.labels[result._label_indices[first]]
            return label
        raise self._missing()

    @property
    def confidence(self) -> float:
        """The best label's confidence, 0 to 1."""
        result, index = self._result, self.index
        offsets = result._offsets
        first = offsets[index]
        if first < offsets[index + 1]:
            confidence: float = result._confidences[first]
            return confidence
        raise self._missing()

    @property
    def predictions(self) -> list[Prediction]:
        """All labels that the service gave, best first."""
        self._check()
        result, index = self._result, self.index
        labels = result.labels
        return [
            Prediction(labels[result._label_indices[place]], result._confidences[place])
            for place in range(result._offsets[index], result._offsets[index + 1])
        ]

    def _missing(self) -> Exception:
        """Why there is no best prediction."""
        return self.error or LookupError("the service gave this text no prediction")

    def __repr__(self) -> str:
        if self.error is not None:
            return f"<Classification {self.index}: {self.error!r}>"
        best = ", ".join(f"{label} {confidence:.2f}" for label, confidence in self.predictions[:3])
        return f"<Classification {self.index}: {best}>"


class Result(Outcomes[Classification], Rows):
    """What the texts of one call ended with, in the order of the texts.

    Any number of threads may read it. It holds no text. Whatever reads Arrow takes it as a table
    of a row for each text (see labelf_result_arrow).
    """

    _item = Classification
    _exports = (library.labelf_result_arrow, library.labelf_result_arrow_stream)

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        columns = _structures.Columns()
        library.labelf_result_columns(handle, byref(columns), sizeof(columns))
        self._native = columns
        self._count: int = columns.texts
        # Pointers of ctypes are cheaper to make than views, and views cheaper to read.
        self._statuses: Any = columns.statuses
        self._offsets: Any = columns.offsets
        self._label_indices: Any = columns.label_indices
        self._confidences: Any = columns.confidences
        #: The different labels of all texts.
        self.labels: tuple[str, ...] = tuple(
            string_at(columns.label_names[i], columns.label_lengths[i]).decode(errors="replace")
            for i in range(columns.labels)
        )
        if self._count > MANY:
            self._read_from(self.columns)

    def _read_from(self, columns: Columns) -> None:
        self._statuses, self._offsets = columns.statuses, columns.offsets
        self._label_indices, self._confidences = columns.label_indices, columns.confidences

    @property
    def columns(self) -> Columns:
        """The library's memory as memoryviews, for those who have no numpy."""
        native, handle = self._native, self._handle
        return Columns(
            view(native.statuses, native.texts, handle),
            view(native.offsets, native.texts + 1, handle),
            view(native.label_indices, native.predictions, handle),
            view(native.confidences, native.predictions, handle),
            self.labels,
        )

    def json(self) -> str:
        """The result as one JSON document in the service's own shape, with null for a text that has
        an error, and the errors beside it (see labelf_result_json)."""
        length = c_size_t()
        address = library.labelf_result_json(self._handle, byref(length))
        return take_string(address, length.value)

    def to_numpy(self) -> NumpyColumns:
        """The columns as arrays over the library's memory: nothing is copied, each keeps the result
        alive, and none can be written to. Needs numpy."""
        return _arrays.to_numpy(self)

    def to_pandas(self, *, every: bool = False) -> pandas.DataFrame:
        """A row for each text: its best `label` (a categorical), `confidence`, and `error` (a
        message, or None).

        With `every`, a row for each prediction: `text` (the text's place), `rank` (0 is the best),
        `label`, `confidence`. Needs pandas.
        """
        return _arrays.every_to_pandas(self) if every else _arrays.to_pandas(self)

    def to_arrow(self) -> pyarrow.Table:
        """A row for each text: `predictions`, a list of structs of `label` (a dictionary) and
        `confidence`, over the library's memory without copying; `status`, its name; `error`, a
        message or null. Needs pyarrow."""
        return _arrays.to_arrow(self)

    def _error(self, index: int) -> LabelfError | None:
        return error_at(library.labelf_result_error(self._handle, index))
