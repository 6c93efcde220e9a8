"""Who keeps what alive, and that nothing stays."""

from __future__ import annotations

import copy
import gc
import io
import json
import os
import pickle
import resource
import weakref
from pathlib import Path
from typing import Any

import labelf
import pytest
from pytest_labelf import Sandbox

fast = pytest.mark.labelf_sandbox("--latency", "0")
VIEWS = ["statuses", "offsets", "label_indices", "confidences"]
TEXTS = ["Where is my parcel?", "", "I was charged twice."]


@fast
def test_arrays_are_over_the_librarys_memory_and_keep_it(client: labelf.Client) -> None:
    numpy = pytest.importorskip("numpy")
    result = client.classify(1, TEXTS)
    handle = weakref.ref(result._handle)
    arrays = result.to_numpy()
    again = result.to_numpy()
    first: Any
    second: Any
    for name in VIEWS:
        first, second = getattr(arrays, name), getattr(again, name)
        assert first.ctypes.data == second.ctypes.data
        assert not first.flags.writeable
    expected = list(arrays.confidences)
    del result, again
    confidences = arrays.confidences[1:]
    del arrays
    gc.collect()
    assert handle() is not None
    assert list(confidences) == expected[1:]
    assert numpy.isfinite(confidences).all()
    del confidences, first, second
    gc.collect()
    assert handle() is None


def test_finalizers_in_a_cycle_may_use_what_is_in_it(labelf_sandbox: Sandbox) -> None:
    """The collector finalizes in any order: what is older comes first here."""
    found: list[object] = []

    class Service:
        def __init__(self, client: labelf.Client, result: labelf.Result) -> None:
            self.client, self.result, self.me = client, result, self

        def __del__(self) -> None:
            found.append(self.result[0].label)
            found.append(self.client.classify_one(1, "I was charged twice.").label)
            found.append(self.client.close())

    client = labelf_sandbox.client()
    handles = weakref.WeakSet([client._client()])
    result = client.classify(1, ["Where is my parcel?"] * 300)
    handles.add(result._handle)
    Service(client, result)
    del client, result
    descriptors = len(os.listdir("/proc/self/fd"))
    gc.collect()
    assert found == ["Delivery", "Billing", 0]
    assert not handles
    assert len(os.listdir("/proc/self/fd")) < descriptors


@fast
def test_columns_without_numpy(client: labelf.Client) -> None:
    result = client.classify(1, TEXTS, max_predictions=2)
    columns = result.columns
    assert list(columns.offsets) == [0, 2, 2, 4]
    assert list(columns.statuses) == [0, labelf.Status.TEXT_EMPTY, 0]
    labels = [columns.labels[index] for index in columns.label_indices]
    assert labels[::2] == ["Delivery", "Billing"]
    assert [item.confidence for item in result if item.ok] == list(columns.confidences)[::2]


@fast
def test_data_frames(client: labelf.Client) -> None:
    pytest.importorskip("pandas")
    result = client.classify(1, TEXTS, max_predictions=2)
    frame = result.to_pandas()
    assert frame["label"].tolist()[::2] == ["Delivery", "Billing"]
    assert frame["label"].isna().tolist() == [False, True, False]
    assert "empty" in frame["error"][1]
    every = result.to_pandas(every=True)
    assert every["text"].tolist() == [0, 0, 2, 2]
    assert every["rank"].tolist() == [0, 1, 0, 1]
    best = every[every["rank"] == 0]["confidence"].tolist()
    assert best == frame["confidence"].dropna().tolist()


@fast
def test_tables(client: labelf.Client) -> None:
    pytest.importorskip("pyarrow")
    result = client.classify(1, TEXTS, max_predictions=2)
    table = result.to_arrow()
    table.validate(full=True)
    rows = table.to_pylist()
    del result
    assert [row["status"] for row in rows] == ["OK", "TEXT_EMPTY", "OK"]
    assert [len(row["predictions"]) for row in rows] == [2, 0, 2]
    assert rows[2]["predictions"][0]["label"] == "Billing"
    assert rows[0]["error"] is None
    assert "empty" in rows[1]["error"]


@fast
def test_empty_results_have_every_form(client: labelf.Client) -> None:
    for module in "numpy", "pandas", "pyarrow":
        pytest.importorskip(module)
    result = client.classify(1, [])
    assert len(result.to_numpy().confidences) == 0
    assert len(result.to_pandas()) == 0
    assert len(result.to_pandas(every=True)) == 0
    assert result.to_arrow().num_rows == 0
    assert json.loads(result.json()) == {"predictions": [], "errors": []}


@fast
def test_a_pickled_result_is_the_same(client: labelf.Client) -> None:
    result = client.classify(1, TEXTS)
    copy = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(result))))
    assert copy.columns == result.columns
    assert [item.predictions for item in copy if item.ok] == [
        item.predictions for item in result if item.ok
    ]
    assert str(copy[1].error) == str(result[1].error)
    assert json.loads(copy.json()) == json.loads(result.json())


@fast
def test_nothing_stays_of_results_and_calls(client: labelf.Client) -> None:
    texts = [f"message {number % 16}" for number in range(2000)]

    def use() -> None:
        result = client.classify(1, texts)
        assert len(result.columns.statuses) == 2000
        result.json()
        with pytest.raises(labelf.LabelfError):
            client.classify(1, [""])
        for _ in client.classify_stream(1, texts, chunk_texts=300):
            break

    for _ in range(10):
        use()
    before = resident_bytes()
    for _ in range(50):
        use()
    grown = resident_bytes() - before
    # 50 results have 10 MB, their JSON 30 MB, and the texts 5 MB.
    assert grown < 4_000_000, grown


def resident_bytes() -> int:
    """How much memory this process has now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


@fast
def test_any_pickler_takes_results(client: labelf.Client) -> None:
    class Own(labelf.Result):
        pass

    result = client.classify(1, TEXTS)
    file = io.BytesIO()
    own_table = pickle.Pickler(file)
    own_table.dispatch_table = {}
    own_table.dump(result)
    assert pickle.loads(file.getvalue()).columns == result.columns
    assert pickle.loads(pickle.dumps(Own(result._handle))).columns == result.columns
    assert copy.deepcopy(result).json() == result.json()


@fast
def test_the_items_of_a_result_share_what_their_pickles_hold(client: labelf.Client) -> None:
    result = client.classify(1, TEXTS)
    pickle.dumps(result[0])
    made = result._document  # type: ignore[attr-defined]
    pickle.dumps(result[1])
    assert result._document is made  # type: ignore[attr-defined]
