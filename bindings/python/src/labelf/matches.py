"""What compared texts ended with: the most similar base texts of each, over the library's
columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import POINTER, byref, c_char_p, c_size_t, cast, sizeof
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from labelf import _arrays, _structures
from labelf._arguments import plain
from labelf._arrow import Rows
from labelf._handles import Handle, take_string
from labelf._native import library
from labelf._outcomes import Floats, Outcome, Outcomes, error_at, view

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from labelf._arrays import NumpyMatchColumns
    from labelf.errors import LabelfError


class Match(NamedTuple):
    """A base text, and how similar it is: 0 to 1."""

    base: int  #: its place among the base texts
    id: Any  #: the id that it was given, or its place
    similarity: float


@dataclass(frozen=True)
class MatchColumns:
    """The library's own memory. Each view keeps the result alive, and may be handed to
    numpy.frombuffer.

    Compared text i has the matches offsets[i] up to, not including, offsets[i + 1], the most
    similar first; a text with an error has none, and is in none.
    """

    statuses: memoryview  #: int32 for each compared text: a Status
    base_statuses: memoryview  #: int32 for each base text: a Status
    offsets: memoryview  #: int64 for each compared text, and one more
    base_indices: memoryview  #: int32 for each match: which base text
    similarities: Floats  #: float64 for each match


class Comparison(Outcome["Matches"]):
    """What one compared text ended with: its matches, or an error, which reading them raises."""

    __slots__ = ()

    @property
    def id(self) -> Any:
        """The id that the text was given, or its place."""
        ids = self._result.ids
        return self.index if ids is None else ids[self.index]

    @property
    def best(self) -> Match:
        """The most similar base text. LookupError if there is none."""
        for match in self:
            return match
        raise LookupError("no base text could be compared")

    @property
    def matches(self) -> list[Match]:
        """The most similar base texts, the most similar first."""
        return list(self)

    def __iter__(self) -> Iterator[Match]:
        self._check()
        result, index = self._result, self.index
        ids = result.base_ids
        for place in range(result._offsets[index], result._offsets[index + 1]):
            base = result._base_indices[place]
            yield Match(base, base if ids is None else ids[base], result._similarities[place])

    def __repr__(self) -> str:
        if self.error is not None:
            return f"<Comparison {self.index}: {self.error!r}>"
        best = ", ".join(f"{match.id!r} {match.similarity:.2f}" for match in self.matches[:3])
        return f"<Comparison {self.index}: {best}>"


class Matches(Outcomes[Comparison], Rows):
    """What the compared texts of one call ended with, in their order.

    Any number of threads may read it. It holds no text. Whatever reads Arrow takes it as a table
    of a row for each compared text (see labelf_matches_arrow).
    """

    _item = Comparison
    _exports = (library.labelf_matches_arrow, library.labelf_matches_arrow_stream)

    def __init__(
        self, handle: Handle, base_ids: Sequence[Any] | None, ids: Sequence[Any] | None
    ) -> None:
        self._handle = handle
        columns = _structures.MatchColumns()
        library.labelf_matches_columns(handle, byref(columns), sizeof(columns))
        self._native = columns
        self._count: int = columns.texts
        self._statuses: Any = columns.statuses
        self._offsets: Any = columns.offsets
        self._base_indices: Any = columns.base_indices
        self._similarities: Any = columns.similarities
        #: The ids of the base texts, and of the compared texts; None if there were none.
        self.base_ids = base_ids
        self.ids = ids

    @property
    def columns(self) -> MatchColumns:
        """The library's memory as memoryviews, for those who have no numpy."""
        native, handle = self._native, self._handle
        return MatchColumns(
            view(native.statuses, native.texts, handle),
            view(native.base_statuses, native.base_texts, handle),
            view(native.offsets, native.texts + 1, handle),
            view(native.base_indices, native.matches, handle),
            view(native.similarities, native.matches, handle),
        )

    def base_errors(self) -> dict[int, LabelfError]:
        """The errors of base texts, by their places: these were compared with no text."""
        found = {}
        for index, status in enumerate(self.columns.base_statuses):
            error = self._base_error(index) if status != 0 else None
            if error is not None:
                found[index] = error
        return found

    def json(self) -> str:
        """The result as one JSON document in the service's own shape, by ids or places (see
        labelf_matches_json). Ids have to be different as str."""
        length = c_size_t()
        address = library.labelf_matches_json(
            self._handle, _spelled(self.base_ids), _spelled(self.ids), byref(length)
        )
        return take_string(address, length.value)

    def to_numpy(self) -> NumpyMatchColumns:
        """The columns as arrays over the library's memory: nothing is copied, each keeps the result
        alive, and none can be written to. Needs numpy."""
        return _arrays.matches_to_numpy(self)

    def to_pandas(self) -> pandas.DataFrame:
        """A row for each match: `text` and `base` (ids, or places), `rank` (0 is the best),
        `similarity`. Needs pandas."""
        return _arrays.matches_to_pandas(self, self.base_ids, self.ids)

    def to_arrow(self) -> pyarrow.Table:
        """A row for each compared text: `matches`, a list of structs of `base` (its place) and
        `similarity`, over the library's memory without copying; `status`, its name; `error`, a
        message or null. Needs pyarrow."""
        return _arrays.matches_to_arrow(self)

    def _error(self, index: int) -> LabelfError | None:
        return error_at(library.labelf_matches_error(self._handle, index))

    def _base_error(self, index: int) -> LabelfError | None:
        return error_at(library.labelf_matches_base_error(self._handle, index))


def _spelled(ids: Sequence[Any] | None) -> Any:
    """Ids as the library takes them."""
    if ids is None:
        return None
    return cast((c_char_p * len(ids))(*(plain("an id", str(id)) for id in ids)), POINTER(c_char_p))
