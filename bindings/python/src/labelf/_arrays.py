"""Results and matches as arrays, data frames and tables, for programs that have numpy, pandas or
pyarrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from labelf._outcomes import status_of, views_of

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
    return {name: numpy_array(view) for name, view in views_of(columns).items()}


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

    kind = {"d": pyarrow.float64(), "i": pyarrow.int32(), "q": pyarrow.int64()}[view.format]
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


def messages(result: Outcomes[Any], *, bare: bool = False) -> list[str | None]:
    """The message of each text that has an error; if bare, without what to do about it."""
    found: list[str | None] = [None] * len(result)
    for failed in result.failures():
        error = failed.error
        if error is not None:
            found[failed.index] = error.message if bare else str(error)
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


def prediction_fields(result: Outcomes[Any]) -> dict[str, pyarrow.Array]:
    import pyarrow

    columns = result.columns
    labels = pyarrow.DictionaryArray.from_arrays(
        arrow_array(columns.label_indices), pyarrow.array(columns.labels, type=pyarrow.string())
    )
    return {"label": labels, "confidence": arrow_array(columns.confidences)}


def to_arrow(result: Outcomes[Any]) -> pyarrow.Table:
    return arrow_table(result, "predictions", result.columns.offsets, prediction_fields(result))


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


def match_fields(matches: Outcomes[Any]) -> dict[str, pyarrow.Array]:
    columns = matches.columns
    return {
        "base": arrow_array(columns.base_indices),
        "similarity": arrow_array(columns.similarities),
    }


def matches_to_arrow(matches: Outcomes[Any]) -> pyarrow.Table:
    return arrow_table(matches, "matches", matches.columns.offsets, match_fields(matches))


def arrow_batch(
    result: Outcomes[Any], name: str, fields: dict[str, pyarrow.Array]
) -> pyarrow.RecordBatch:
    """The rows as labelf_result_arrow and labelf_matches_arrow have them."""
    import pyarrow
    import pyarrow.compute as compute

    statuses = arrow_array(result.columns.statuses)
    offsets = arrow_array(result.columns.offsets)
    starts, ends = offsets[:-1], offsets[1:]
    firsts = compute.if_else(compute.less(starts, ends), starts, None)
    entry = pyarrow.struct(
        [pyarrow.field(key, field.type, nullable=False) for key, field in fields.items()]
    )
    lists = pyarrow.LargeListArray.from_arrays(
        offsets,
        pyarrow.StructArray.from_arrays(list(fields.values()), fields=list(entry)),
        type=pyarrow.large_list(pyarrow.field("item", entry, nullable=False)),
        mask=compute.not_equal(statuses, 0),
    )
    columns = {
        "status": statuses,
        **{key: field.take(firsts) for key, field in fields.items()},
        name: lists,
        "error": pyarrow.array(messages(result, bare=True), type=pyarrow.large_string()),
    }
    schema = [pyarrow.field(key, array.type, key != "status") for key, array in columns.items()]
    return pyarrow.RecordBatch.from_arrays(list(columns.values()), schema=pyarrow.schema(schema))
