"""Results as what reads Arrow takes them: each reader by itself, over the library's memory, and
nothing lost or left when either side goes first."""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from typing import Any

import labelf
import pytest
from labelf import errors
from labelf._arrow import Capsules
from pytest_labelf import Sandbox
from test_memory import resident_bytes

TEXTS = ["Where is my parcel?", "", "I was charged twice."]
MANY = 200_000


@pytest.fixture(scope="module")
def many() -> Iterator[labelf.Result]:
    """A result of many texts, of which few are sent: most are equal to others, and some empty."""
    texts = [f"message {number % 500}" if number % 1000 else "" for number in range(MANY)]
    sandbox = Sandbox("--latency", "0")
    with sandbox.client() as client:
        yield client.classify(1, texts, max_predictions=3)
    sandbox.stop()


@pytest.fixture
def result(client: labelf.Client) -> labelf.Result:
    return client.classify(1, TEXTS, max_predictions=2)


def labels(result: labelf.Result) -> list[str | None]:
    return [item.label if item.ok else None for item in result]


def confidences(result: labelf.Result) -> list[float | None]:
    return [item.confidence if item.ok else None for item in result]


def test_pyarrow_reads_the_very_columns(many: labelf.Result) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    batch = pyarrow.record_batch(many)
    batch.validate(full=True)
    own = many.to_numpy()
    predictions = batch.column("predictions")
    label, confidence = (predictions.values.field(name) for name in ("label", "confidence"))
    for array, column in (
        (batch.column("status"), own.statuses),
        (predictions, own.offsets),
        (label.indices, own.label_indices),
        (confidence, own.confidences),
    ):
        assert array.buffers()[1].address == column.ctypes.data
        assert array.buffers()[1].size == column.nbytes
    assert batch.num_rows == MANY
    assert batch.column("status").to_pylist() == own.statuses.tolist()
    assert batch.column("label").to_pylist() == labels(many)
    assert batch.column("confidence").to_pylist() == confidences(many)
    assert label.dictionary.to_pylist() == list(many.labels)
    assert confidence.to_pylist() == own.confidences.tolist()
    assert predictions.null_count == MANY // 1000
    rows = predictions.slice(1000, 2).to_pylist()
    assert rows[0] is None
    assert [tuple(row.values()) for row in rows[1]] == many[1001].predictions
    failed = {item.index: item.error.message for item in many.failures() if item.error}
    assert dict(enumerate(batch.column("error").to_pylist())).items() >= failed.items()
    assert batch.column("error").null_count == MANY - len(failed)


def test_polars(many: labelf.Result) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(many.arrow)
    assert frame["label"].to_list() == labels(many)
    assert frame["confidence"].to_list() == confidences(many)
    assert frame["status"].to_list() == list(many.columns.statuses)
    every = frame["predictions"].explode().drop_nulls().struct.unnest()
    assert every["confidence"].to_list() == list(many.columns.confidences)
    lazy = polars.scan_arrow_c_stream(many).select("label", "confidence").collect()
    assert lazy.equals(frame.select("label", "confidence"))


def test_duckdb(many: labelf.Result) -> None:
    duckdb = pytest.importorskip("duckdb")
    rows = duckdb.sql("select label, confidence, status from many").fetchall()
    assert rows == list(zip(labels(many), confidences(many), many.columns.statuses))
    every = "select unnest(predictions, recursive := true) from many"
    found = duckdb.sql(f"select count(*), sum(confidence) from ({every})").fetchall()
    own = many.columns.confidences
    assert found == [(len(own), pytest.approx(sum(own)))]


def test_pandas(many: labelf.Result) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame.from_arrow(many)
    own = many.to_pandas()
    assert frame["label"].astype(object).equals(own["label"].astype(object))
    assert frame["confidence"].equals(own["confidence"])
    assert frame["status"].tolist() == list(many.columns.statuses)


def run(program: str) -> None:
    """A program of its own, which says nothing of what went wrong."""
    ran = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "ignore", "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
    )
    assert (ran.returncode, ran.stdout) == (0, "")


def test_readers_without_pyarrow(labelf_sandbox: Sandbox) -> None:
    for module in "duckdb", "polars":
        pytest.importorskip(module)
    run("""
import sys
sys.modules["pyarrow"] = None
import duckdb, labelf, polars

with labelf.Client() as client:
    result = client.classify(1, ["Where is my parcel?", "", "I was charged twice."])
rows = [("Delivery",), (None,), ("Billing",)]
frame = polars.DataFrame(result.arrow)
assert frame.select("label").rows() == rows
relation = duckdb.sql("select label from result")
assert relation.fetchall() == rows
""")


def test_the_end_of_the_program(labelf_sandbox: Sandbox) -> None:
    """Whatever is still held then, by whomever: by modules, threads, cycles and finalizers."""
    for module in "polars", "pyarrow":
        pytest.importorskip(module)
    run("""
import sys, threading, labelf, polars, pyarrow

with labelf.Client() as client:
    result = client.classify(1, ["Where is my parcel?", "", "I was charged twice."])

class Late:
    def __init__(self, *held):
        self.held = held
    def __del__(self):
        self.held = None

kept = pyarrow.record_batch(result), result.__arrow_c_array__(), result.__arrow_c_stream__()
sys.held = pyarrow.table(result), result.__arrow_c_stream__(), result, Late(result.arrow)
cycle = [pyarrow.table(result), result.__arrow_c_schema__(), Late(result.__arrow_c_stream__())]
cycle.append(cycle)
late = Late(pyarrow.table(result), result.__arrow_c_stream__(), polars.DataFrame(result.arrow))
threading.Thread(target=lambda held: threading.Event().wait(), args=[kept], daemon=True).start()
del cycle
""")


def test_a_table_outlives_the_result_and_the_client(labelf_sandbox: Sandbox) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    with labelf_sandbox.client() as client:
        result = client.classify(1, TEXTS)
        handle = weakref.ref(result._handle)
        table, reader = pyarrow.table(result), pyarrow.RecordBatchReader.from_stream(result)
        expected = labels(result)
        del result
    gc.collect()
    assert handle() is None
    assert table["label"].to_pylist() == expected
    assert reader.read_all().equals(table)
    held = [table]
    del table, reader
    thread = threading.Thread(target=held.clear)
    thread.start()
    thread.join()


def test_nothing_stays_of_capsules_that_nobody_read(many: labelf.Result) -> None:
    pyarrow = pytest.importorskip("pyarrow")

    def use() -> None:
        many.__arrow_c_array__()
        many.__arrow_c_stream__()
        schema, _ = many.__arrow_c_array__()
        assert len(pyarrow.Schema._import_from_c_capsule(schema)) == 5
        pyarrow.table(many)

    use()
    gc.collect()
    before = resident_bytes()
    for _ in range(50):
        use()
    gc.collect()
    assert not Capsules.given
    # What is made of a result beside its columns are some 4 MB.
    assert resident_bytes() - before < 8_000_000


def test_threads_read_at_the_same_time(result: labelf.Result) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    expected = pyarrow.table(result)
    wrong: list[object] = []

    def use() -> None:
        for turn in range(200):
            kept = result.__arrow_c_stream__() if turn % 2 else result.__arrow_c_array__()
            if not pyarrow.table(result).equals(expected):
                wrong.append(kept)

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    Capsules.sweep()
    assert not Capsules.given


def test_a_capsule_that_is_held_stays(result: labelf.Result) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    schema, array = result.__arrow_c_array__()
    expected = labels(result)
    del result
    gc.collect()
    batch = pyarrow.RecordBatch._import_from_c_capsule(schema, array)
    assert batch.column("label").to_pylist() == expected


def test_an_exception_that_a_reader_raises_is_not_lost(result: labelf.Result) -> None:
    pyarrow = pytest.importorskip("pyarrow")

    class Broken:
        def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]:
            _, array = result.__arrow_c_array__()
            return result.__arrow_c_stream__(), array

    with pytest.raises((ValueError, TypeError), match="incorrect name"):
        pyarrow.record_batch(Broken())
    # In C the capsule goes while the exception is on its way.
    strings: Any = [result.__arrow_c_stream__()]
    with pytest.raises(TypeError, match="expected str instance"):
        "".join(strings.pop() for _ in range(1))


def test_the_type_alone(result: labelf.Result, client: labelf.Client) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    schema = pyarrow.schema(result)
    assert schema.names == ["status", "label", "confidence", "predictions", "error"]
    assert [field.nullable for field in schema] == [False, True, True, True, True]
    assert schema.field("label").type == pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    assert schema == pyarrow.schema(client.classify(1, [])) == pyarrow.schema(result.arrow)


def test_a_comparison(client: labelf.Client) -> None:
    duckdb, pyarrow = pytest.importorskip("duckdb"), pytest.importorskip("pyarrow")
    matches = client.similarity(["Where is my parcel?", "charged twice"], TEXTS, top_n=1)
    batch = pyarrow.record_batch(matches)
    batch.validate(full=True)
    similarity = batch.column("matches").values.field("similarity")
    assert similarity.buffers()[1].address == matches.to_numpy().similarities.ctypes.data
    rows = duckdb.sql("select base, similarity from matches").fetchall()
    assert rows == [tuple(item.best)[::2] if item.ok else (None, None) for item in matches]


def test_results_without_texts_answers_or_errors(client: labelf.Client) -> None:
    duckdb, polars = pytest.importorskip("duckdb"), pytest.importorskip("polars")
    pyarrow = pytest.importorskip("pyarrow")
    with pytest.raises(errors.TextEmptyError) as raised:
        client.classify(1, ["", ""])
    failed = raised.value.result
    assert isinstance(failed, labelf.Result)
    for result in failed, client.classify(1, []), client.classify(1, ["a"], max_predictions=1):
        pyarrow.table(result).validate(full=True)
        expected = labels(result)
        assert polars.DataFrame(result.arrow)["label"].to_list() == expected
        assert duckdb.sql("select label from result").fetchall() == [(label,) for label in expected]


def test_a_pickled_result_is_the_same_to_arrow(client: labelf.Client) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    matches = client.similarity(TEXTS, TEXTS)
    for result in client.classify(1, TEXTS), matches, client.classify(1, []):
        copy = pickle.loads(pickle.dumps(result))
        batch = pyarrow.record_batch(copy)
        batch.validate(full=True)
        assert batch.schema == pyarrow.record_batch(result).schema == pyarrow.schema(copy)
        assert batch.equals(pyarrow.record_batch(result))
        assert pyarrow.table(copy).equals(pyarrow.table(result))
