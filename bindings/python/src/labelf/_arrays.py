"""Results and matches as arrays, data frames and tables, for programs that have numpy, pandas or
pyarrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from labelf._outcomes import status_of

if TYPE_CHECKING:
    import numpy
    import pandas
    import pyarrow
    from numpy.typing import NDArray

    from labelf._outcomes import Outcomes


@dataclass(frozen=True, eq=False)
class NumpyColumns:
    """The columns of a result as arrays; see labelf.Columns."""

    statuses: NDArray[numpy.int32]
    offsets: NDArray[numpy.int64]
    label_indices: NDArray[numpy.int32]
    confidences: NDArray[numpy.float64]
    labels: NDArray[
        numpy.object_
    ]  #: str each: labels[label_indices] is the label of each prediction


def to_numpy(result: Outcomes[Any]) -> NumpyColumns:
    import numpy

    columns = _arrays_of(result.columns)
    return NumpyColumns(**columns, labels=numpy.array(result.columns.labels, dtype=object))


def _arrays_of(columns: Any) -> dict[str, NDArray[Any]]:
    """An array for each view, by its name."""
    values = ((field.name, getattr(columns, field.name)) for field in fields(columns))
    return {name: numpy_array(value) for name, value in values if isinstance(value, memoryview)}


def numpy_array(view: memoryview) -> NDArray[Any]:
    """An array over the library's memory, which it keeps alive."""
    import numpy

    kind = "float" if view.format == "d" else "int"
    return numpy.frombuffer(view, dtype=f"{kind}{8 * view.itemsize}")


def places_and_ranks(offsets: NDArray[numpy.int64]) -> tuple[NDArray[Any], NDArray[Any]]:
    """For each of what the texts have together: the place of its text, and its rank there."""
    import numpy

    counts = numpy.diff(offsets)
    ranks = numpy.arange(offsets[-1]) - numpy.repeat(offsets[:-1], counts)
    return numpy.repeat(numpy.arange(len(counts)), counts), ranks


def arrow_array(view: memoryview) -> pyarrow.Array:
    """An array of Arrow over the library's memory, which it keeps alive."""
    import pyarrow

    kind = pyarrow.float64() if view.format == "d" else pyarrow.int32()
    return pyarrow.Array.from_buffers(kind, len(view), [None, pyarrow.py_buffer(view)])


def arrow_table(
    result: Outcomes[Any], name: str, offsets: memoryview, fields: dict[str, Any]
) -> pyarrow.Table:
    """A row for each text: a list of structs of the fields, and how the text ended."""
    import pyarrow

    structs = pyarrow.StructArray.from_arrays(list(fields.values()), list(fields))
    # Offsets of 64 bits are those of a large list.
    kind = pyarrow.large_list(structs.type)
    buffers = [None, pyarrow.py_buffer(offsets)]
    lists = pyarrow.Array.from_buffers(kind, len(result), buffers, children=[structs])
    return pyarrow.table({name: lists, **arrow_endings(result)})


def arrow_endings(result: Outcomes[Any]) -> dict[str, Any]:
    """How each text ended."""
    import pyarrow

    statuses = result.columns.statuses
    names = {code: getattr(status_of(code), "name", str(code)) for code in set(statuses)}
    return {
        "status": pyarrow.array([names[code] for code in statuses], type=pyarrow.string()),
        "error": pyarrow.array(messages(result), type=pyarrow.string()),
    }


def messages(result: Outcomes[Any]) -> list[str | None]:
    """The message of each text that has an error."""
    found: list[str | None] = [None] * len(result)
    for failed in result.failures():
        error = failed.error
        if error is not None:
            found[failed.index] = str(error)
    return found


def to_pandas(result: Outcomes[Any]) -> pandas.DataFrame:
    import numpy
    import pandas

    columns = to_numpy(result)
    has = columns.offsets[:-1] < columns.offsets[1:]
    codes = numpy.full(len(result), -1, dtype=numpy.int32)
    codes[has] = columns.label_indices[columns.offsets[:-1][has]]
    confidences = numpy.full(len(result), numpy.nan)
    confidences[has] = columns.confidences[columns.offsets[:-1][has]]
    return pandas.DataFrame(
        {
            "label": pandas.Categorical.from_codes(codes, categories=list(columns.labels)),
            "confidence": confidences,
            "error": pandas.Series(messages(result), dtype=object),
        }
    )


def every_to_pandas(result: Outcomes[Any]) -> pandas.DataFrame:
    import pandas

    columns = to_numpy(result)
    places, ranks = places_and_ranks(columns.offsets)
    return pandas.DataFrame(
        {
            "text": places,
            "rank": ranks,
            "label": pandas.Categorical.from_codes(
                columns.label_indices, categories=list(columns.labels)
            ),
            "confidence": columns.confidences,
        }
    )


def to_arrow(result: Outcomes[Any]) -> pyarrow.Table:
    import pyarrow

    columns = result.columns
    labels = pyarrow.DictionaryArray.from_arrays(
        arrow_array(columns.label_indices), pyarrow.array(columns.labels, type=pyarrow.string())
    )
    fields = {"label": labels, "confidence": arrow_array(columns.confidences)}
    return arrow_table(result, "predictions", columns.offsets, fields)


@dataclass(frozen=True, eq=False)
class NumpyMatchColumns:
    """The columns of a comparison as arrays; see labelf.MatchColumns."""

    statuses: NDArray[numpy.int32]
    base_statuses: NDArray[numpy.int32]
    offsets: NDArray[numpy.int64]
    base_indices: NDArray[numpy.int32]
    similarities: NDArray[numpy.float64]


def matches_to_numpy(matches: Outcomes[Any]) -> NumpyMatchColumns:
    return NumpyMatchColumns(**_arrays_of(matches.columns))


def matches_to_pandas(
    matches: Outcomes[Any], base_ids: Sequence[Any] | None, ids: Sequence[Any] | None
) -> pandas.DataFrame:
    import pandas

    columns = matches_to_numpy(matches)
    places, ranks = places_and_ranks(columns.offsets)
    return pandas.DataFrame(
        {
            "text": _named(places, ids),
            "rank": ranks,
            "base": _named(columns.base_indices, base_ids),
            "similarity": columns.similarities,
        }
    )


def _named(places: NDArray[Any], ids: Sequence[Any] | None) -> NDArray[Any] | list[Any]:
    """Texts by their ids; by their places if there are none."""
    return places if ids is None else [ids[place] for place in places.tolist()]


def matches_to_arrow(matches: Outcomes[Any]) -> pyarrow.Table:
    columns = matches.columns
    fields = {
        "base": arrow_array(columns.base_indices),
        "similarity": arrow_array(columns.similarities),
    }
    return arrow_table(matches, "matches", columns.offsets, fields)
