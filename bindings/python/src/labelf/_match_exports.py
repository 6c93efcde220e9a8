"""Matches as arrays, data frames and tables, for programs that have numpy, pandas or pyarrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from labelf._exports import arrow_array, arrow_endings

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
    import numpy

    columns = matches.columns
    return NumpyMatchColumns(
        numpy.frombuffer(columns.statuses, dtype=numpy.int32),
        numpy.frombuffer(columns.base_statuses, dtype=numpy.int32),
        numpy.frombuffer(columns.offsets, dtype=numpy.int64),
        numpy.frombuffer(columns.base_indices, dtype=numpy.int32),
        numpy.frombuffer(columns.similarities, dtype=numpy.float64),
    )


def to_pandas(matches: Matches) -> pandas.DataFrame:
    import numpy
    import pandas

    columns = to_numpy(matches)
    counts = numpy.diff(columns.offsets)
    places = numpy.arange(len(columns.similarities))
    texts = numpy.repeat(numpy.arange(len(matches)), counts)
    bases = columns.base_indices
    return pandas.DataFrame(
        {
            "text": texts
            if matches.ids is None
            else [matches.ids[place] for place in texts.tolist()],
            "rank": places - numpy.repeat(columns.offsets[:-1], counts),
            "base": bases
            if matches.base_ids is None
            else [matches.base_ids[place] for place in bases.tolist()],
            "similarity": columns.similarities,
        }
    )


def to_arrow(matches: Matches) -> pyarrow.Table:
    import pyarrow

    columns = matches.columns
    count = len(columns.similarities)
    bases = arrow_array(pyarrow.int32(), count, columns.base_indices)
    similarities = arrow_array(pyarrow.float64(), count, columns.similarities)
    structs = pyarrow.StructArray.from_arrays([bases, similarities], ["base", "similarity"])
    # Offsets of 64 bits are those of a large list.
    lists = arrow_array(
        pyarrow.large_list(structs.type), len(matches), columns.offsets, children=[structs]
    )
    return pyarrow.table({"matches": lists, **arrow_endings(matches)})
