"""Arguments that cannot be meant: each is named before anything is sent or billed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import labelf
import pytest
from labelf import errors
from pytest_labelf import Sandbox

pytestmark = pytest.mark.labelf_sandbox("--latency", "0")
TEXTS = ["Where is my parcel?", "I was charged twice."]
Use = Callable[[Any], object]

WRONG_TYPES: dict[str, Use] = {
    "model has to be an int, and is a NoneType": lambda c: c.classify(None, TEXTS),
    "model has to be an int, and is a bool": lambda c: c.classify_one(True, "x"),
    "model has to be an int, and is a float": lambda c: c.model(1.0),
    "max_predictions has to be an int, and is a bool": lambda c: c.classify(
        1, TEXTS, max_predictions=True
    ),
    "timeout has to be a number of seconds, and is a str": lambda c: c.classify(
        1, TEXTS, timeout="1"
    ),
    "timeout has to be a number of seconds, and is a bool": lambda c: c.model(1, timeout=True),
    "timeout has to be a number of seconds, and is a float: nan": lambda c: c.close(
        timeout=float("nan")
    ),
    "top_n has to be an int, and is a str": lambda c: c.similarity(TEXTS, TEXTS, top_n="1"),
    "page_size has to be an int, and is a float": lambda c: c.models(page_size=1.0),
    "chunk_texts has to be an int": lambda c: c.classify_stream(1, TEXTS, chunk_texts=1.5),
    "the number of texts has to be an int": lambda c: c.estimate_similarity(1.5, 2),
    "dataset has to be a str, and is a NoneType": lambda c: c.dataset(None),
    "dataset has to be a str, and is a int": lambda c: c.records(5),
    "path has to be a str": lambda c: c.items(b"/models"),
    "label_filter has to be an iterable of labels": lambda c: c.classify(
        1, TEXTS, label_filter="Billing"
    ),
    "label 1 of label_filter has to be a str": lambda c: c.classify_stream(
        1, TEXTS, label_filter=["Billing", None]
    ),
    "progress has to be a callable, or a bar": lambda c: c.classify(1, TEXTS, progress=5),
    "rows has to be an iterable, and is a NoneType": lambda c: c.classify_stream(1, None),
}

OUT_OF_RANGE: dict[str, Use] = {
    "model is": lambda c: c.classify(2**64 + 1, TEXTS),
    "max_predictions is": lambda c: c.classify(1, TEXTS, max_predictions=2**32 + 1),
    "model is 'one'": lambda c: c.classify("one", TEXTS),
    "model is '-1'": lambda c: c.model("-1"),
    "top_n is": lambda c: c.similarity(TEXTS, TEXTS, top_n=2**32 + 1),
    "start is": lambda c: c.models(start=2**64),
    "page_size is": lambda c: c.records("ds_messages", page_size=2**32 + 1),
    "the number of texts is": lambda c: c.estimate(2**64 + 1, "growth"),
    "cannot be negative": lambda c: c.estimate(-1, "growth"),
    "dataset has a NUL": lambda c: c.records("a\0b"),
    "dataset has half of a surrogate": lambda c: c.dataset("\ud800"),
    "plan has a NUL": lambda c: c.estimate(5, "growth\0"),
    "label 0 of label_filter has a NUL": lambda c: c.classify(1, TEXTS, label_filter=["a\0b"]),
    "model must be at least 1": lambda c: c.classify(-1, TEXTS),
}


@pytest.mark.parametrize("told", WRONG_TYPES)
def test_a_wrong_type_is_named(client: labelf.Client, told: str) -> None:
    with pytest.raises(TypeError, match=told):
        WRONG_TYPES[told](client)
    assert client.statistics().requests == 0


@pytest.mark.parametrize("told", OUT_OF_RANGE)
def test_a_number_that_does_not_fit_is_not_cut(client: labelf.Client, told: str) -> None:
    with pytest.raises(errors.ArgumentError, match=told):
        OUT_OF_RANGE[told](client)
    assert client.statistics().requests == 0


def test_the_asynchronous_client_says_the_same(labelf_sandbox: Sandbox) -> None:
    async def work() -> None:
        async with labelf.AsyncClient(**labelf_sandbox.options) as client:
            for use in (
                lambda: client.classify(1.5, TEXTS),  # type: ignore[arg-type]
                lambda: client.model(1.0),  # type: ignore[arg-type]
                lambda: client.classify(1, TEXTS, progress=5),  # type: ignore[arg-type]
            ):
                with pytest.raises(TypeError, match="has to be"):
                    await use()
            with pytest.raises(TypeError, match="has to be"):
                client.classify_stream(1, None)  # type: ignore[arg-type]
            assert client.statistics().requests == 0

    asyncio.run(asyncio.wait_for(work(), 20))


def test_numbers_of_numpy_are_numbers(client: labelf.Client) -> None:
    numpy = pytest.importorskip("numpy")
    one = numpy.int64(1)
    assert len(client.classify(one, TEXTS, max_predictions=one)[0].predictions) == 1
    assert [type(model) for model in client.classify_models(numpy.array([1, 2]), TEXTS)] == [
        int
    ] * 2
    assert client.estimate(numpy.int64(8), "growth").requests == 1


def test_a_table_is_not_taken_for_the_names_of_its_columns(client: labelf.Client) -> None:
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    frame = pandas.DataFrame({"text": TEXTS})
    for table in frame, numpy.array([TEXTS]):
        with pytest.raises(TypeError, match="of 2 dimensions"):
            client.classify(1, table)
    with pytest.raises(TypeError, match="itertuples"):
        client.classify_stream(1, frame)
    rows = client.classify_stream(1, frame.itertuples(), key=lambda row: row.text)
    assert [item.label for _, item in rows] == ["Delivery", "Billing"]


def test_what_is_missing_is_named_by_its_place(client: labelf.Client) -> None:
    pandas, pyarrow = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    for column in (
        pandas.Series(["good", None, "good"]),
        pandas.Series(["good", float("nan")], dtype=object),
        pandas.Series(["good", pandas.NA], dtype="string"),
        pyarrow.array(["good", None]),
    ):
        with pytest.raises(
            TypeError, match=r'text 1 is a .*; leave a missing value out, or put ""'
        ):
            client.classify(1, column)


def test_an_unknown_option_has_neighbours(labelf_sandbox: Sandbox) -> None:
    for wrong, right in {
        "max_conections": "there is max_connections",
        "timeout": "there is total_timeout_ms",
        "queue_size": "no option",
    }.items():
        with pytest.raises(errors.ConfigurationError, match=f'"{wrong}".*{right}|{right}.*{wrong}'):
            labelf_sandbox.client(**{wrong: 1})


def test_a_key_that_is_no_str_is_not_shown(labelf_sandbox: Sandbox) -> None:
    for key in b"lbl_sk_confided_12345", ["lbl_sk_confided_12345"]:
        with pytest.raises(TypeError, match="api_key: the value is a") as raised:
            labelf_sandbox.client(api_key=key)
        assert "confided" not in str(raised.value)
    with pytest.raises(errors.ConfigurationError, match="api_key"):
        labelf_sandbox.client(api_key="lbl_sk_confided_\ud800")
