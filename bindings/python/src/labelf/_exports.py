"""Results as arrays, data frames and tables, for programs that have numpy, pandas or pyarrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from labelf._failures import status_of

if TYPE_CHECKING:
    import numpy
    import pandas
    import pyarrow
    from numpy.typing import NDArray

    from labelf._outcomes import Outcomes
    from labelf.results import Result


class NumpyColumns(NamedTuple):
    """The columns of a result as arrays; see labelf.Columns."""

    statuses: NDArray[numpy.int32]
    offsets: NDArray[numpy.int64]
    label_indices: NDArray[numpy.int32]
    confidences: NDArray[numpy.float64]
    labels: NDArray[
        numpy.object_
    ]  #: str each: labels[label_indices] is the label of each prediction


def to_numpy(result: Result) -> NumpyColumns:
    import numpy

    columns = result.columns
    return NumpyColumns(
        numpy.frombuffer(columns.statuses, dtype=numpy.int32),
        numpy.frombuffer(columns.offsets, dtype=numpy.int64),
        numpy.frombuffer(columns.label_indices, dtype=numpy.int32),
        numpy.frombuffer(columns.confidences, dtype=numpy.float64),
        numpy.array(columns.labels, dtype=object),
    )


def arrow_array(kind: Any, length: int, view: memoryview, children: Any = None) -> Any:
    """An array of Arrow over the library's memory, which it keeps alive."""
    import pyarrow

    buffers = [None, pyarrow.py_buffer(view)]
    return pyarrow.Array.from_buffers(kind, length, buffers, children=children)


def arrow_endings(result: Outcomes[Any]) -> dict[str, Any]:
    """How each text ended."""
    import pyarrow

    statuses = result._status_view()
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


def to_pandas(result: Result) -> pandas.DataFrame:
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


def every_to_pandas(result: Result) -> pandas.DataFrame:
    import numpy
    import pandas

    columns = to_numpy(result)
    counts = numpy.diff(columns.offsets)
    places = numpy.arange(len(columns.confidences))
    return pandas.DataFrame(
        {
            "text": numpy.repeat(numpy.arange(len(result)), counts),
            "rank": places - numpy.repeat(columns.offsets[:-1], counts),
            "label": pandas.Categorical.from_codes(
                columns.label_indices, categories=list(columns.labels)
            ),
            "confidence": columns.confidences,
        }
    )


def to_arrow(result: Result) -> pyarrow.Table:
    import pyarrow

    columns = result.columns
    count = len(columns.confidences)
    labels = pyarrow.DictionaryArray.from_arrays(
        arrow_array(pyarrow.int32(), count, columns.label_indices),
        pyarrow.array(columns.labels, type=pyarrow.string()),
    )
    confidences = arrow_array(pyarrow.float64(), count, columns.confidences)
    structs = pyarrow.StructArray.from_arrays([labels, confidences], ["label", "confidence"])
    # Offsets of 64 bits are those of a large list.
    predictions = arrow_array(
        pyarrow.large_list(structs.type), len(result), columns.offsets, children=[structs]
    )
    return pyarrow.table({"predictions": predictions, **arrow_endings(result)})
