"""Matches as arrays, data frames and tables, for programs that have numpy, pandas or pyarrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from labelf._exports import arrow_array, arrow_table, numpy_array, places_and_ranks

if TYPE_CHECKING:
    import numpy
    import pandas
    import pyarrow
    from numpy.typing import NDArray

    from labelf.matches import Matches


class NumpyMatchColumns(NamedTuple):
    """The columns of a comparison as arrays; see labelf.MatchColumns."""

    statuses: NDArray[numpy.int32]
    base_statuses: NDArray[numpy.int32]
    offsets: NDArray[numpy.int64]
    base_indices: NDArray[numpy.int32]
    similarities: NDArray[numpy.float64]


def to_numpy(matches: Matches) -> NumpyMatchColumns:
    return NumpyMatchColumns(*map(numpy_array, matches.columns))


def to_pandas(matches: Matches) -> pandas.DataFrame:
    import pandas

    columns = to_numpy(matches)
    places, ranks = places_and_ranks(columns.offsets)
    return pandas.DataFrame(
        {
            "text": _named(places, matches.ids),
            "rank": ranks,
            "base": _named(columns.base_indices, matches.base_ids),
            "similarity": columns.similarities,
        }
    )


def _named(places: NDArray[Any], ids: Sequence[Any] | None) -> NDArray[Any] | list[Any]:
    """Texts by their ids; by their places if there are none."""
    return places if ids is None else [ids[place] for place in places.tolist()]


def to_arrow(matches: Matches) -> pyarrow.Table:
    columns = matches.columns
    fields = {
        "base": arrow_array(columns.base_indices),
        "similarity": arrow_array(columns.similarities),
    }
    return arrow_table(matches, "matches", columns.offsets, fields)
