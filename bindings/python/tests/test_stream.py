"""Rows without end, in bounded memory."""

from __future__ import annotations

import asyncio
import itertools
import tracemalloc
from collections.abc import Iterator
from typing import Any

import labelf
import pytest
from labelf import errors
from pytest_labelf import Sandbox

fast = pytest.mark.labelf_sandbox("--latency", "0")


@fast
def test_rows_come_back_with_their_answers(client: labelf.Client) -> None:
    texts = ["Where is my parcel?", "I was charged twice."] * 50
    rows = list(client.classify_stream(1, iter(texts), chunk_texts=7))
    assert [row for row, _ in rows] == texts
    assert [item.label for _, item in rows] == ["Delivery", "Billing"] * 50


@fast
def test_a_row_may_be_anything(client: labelf.Client) -> None:
    source = [{"id": 7, "text": "Where is my parcel?"}, {"id": 8, "text": ""}]
    rows = list(client.classify_stream(1, source, key=lambda row: str(row["text"])))
    assert [row["id"] for row, _ in rows] == [7, 8]
    assert isinstance(rows[1][1].error, errors.TextEmptyError)


@fast
def test_rows_are_read_as_they_are_needed(client: labelf.Client) -> None:
    read = itertools.count()
    texts = (f"message {next(read)}" for _ in itertools.repeat(None))
    stream = client.classify_stream(1, texts, chunk_texts=10)
    for _ in range(100):
        next(stream)
    stream.close()
    assert 100 < next(read) <= 131


@fast
def test_a_lot_of_bad_texts_is_not_the_end(client: labelf.Client) -> None:
    rows = list(client.classify_stream(1, ["", "", "good", "good"], chunk_texts=2))
    assert [item.ok for _, item in rows] == [False, False, True, True]


@fast
def test_what_ends_everything_raises(client: labelf.Client) -> None:
    with pytest.raises(errors.ModelArchivedError):
        list(client.classify_stream(4, ["message"] * 20, chunk_texts=4))


def test_leaving_the_loop_gives_up_what_is_under_way(
    labelf_sandbox: Sandbox, client: labelf.Client
) -> None:
    for _ in client.classify_stream(1, (f"message {n}" for n in range(100_000)), chunk_texts=500):
        break
    assert client.close(2) == 0
    assert labelf_sandbox.report()["texts_billed"] < 2000


@fast
def test_memory_is_bounded(client: labelf.Client) -> None:
    def texts() -> Iterator[str]:
        for number in range(40_000):
            yield f"message {number % 50} " + "x" * 200

    tracemalloc.start()
    try:
        for _ in client.classify_stream(1, texts(), chunk_texts=500):
            pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # Ten megabytes of texts pass; three chunks of 500 are half of one, and their encoded forms as
    # much.
    assert peak < 3_000_000


@fast
def test_progress_is_exact(client: labelf.Client) -> None:
    seen: list[tuple[int, int | None]] = []
    texts = [f"message {number}" for number in range(25)]
    stream = client.classify_stream(
        1, texts, chunk_texts=10, progress=lambda done, total: seen.append((done, total))
    )
    assert len(list(stream)) == 25
    assert seen == [(10, 25), (20, 25), (25, 25)]


@fast
def test_what_is_no_text_is_named_by_its_place_among_all_rows(client: labelf.Client) -> None:
    rows = ["a", "b", "c", None]
    with pytest.raises(TypeError, match="text 3 is a NoneType"):
        list(client.classify_stream(1, rows, chunk_texts=2))


@fast
def test_a_key_that_finds_nothing_is_not_the_end_of_the_rows(client: labelf.Client) -> None:
    rows: list[list[str]] = [["a"], [], ["b"]]
    with pytest.raises(RuntimeError, match="StopIteration"):
        list(client.classify_stream(1, rows, key=lambda row: next(iter(row))))


@fast
def test_rows_by_their_places_alone_will_do(client: labelf.Client) -> None:
    class Rows:
        def __getitem__(self, place: int) -> str:
            return ["Where is my parcel?", "I was charged twice."][place]

    rows: Any = Rows()
    stream = client.classify_stream(1, rows)
    assert [item.label for _, item in stream] == ["Delivery", "Billing"]


@fast
def test_rows_of_pyarrow(client: labelf.Client) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    rows = pyarrow.array(["Where is my parcel?", "I was charged twice."])
    labels = [item.label for _, item in client.classify_stream(1, rows)]
    assert labels == ["Delivery", "Billing"]


def rows_that_break() -> Iterator[str]:
    yield from (f"message {number}" for number in range(25))
    raise OSError("the file is gone")


@fast
def test_what_was_read_before_an_error_has_its_answers(labelf_sandbox: Sandbox) -> None:
    seen: list[str] = []
    with labelf_sandbox.client() as client, pytest.raises(OSError, match="gone"):
        for row, item in client.classify_stream(1, rows_that_break(), chunk_texts=10):
            assert item.ok
            seen.append(row)
    assert len(seen) == 20

    async def work() -> None:
        async with labelf.AsyncClient(**labelf_sandbox.options) as client:
            async for row, _ in client.classify_stream(1, rows_that_break(), chunk_texts=10):
                seen.append(row)

    seen.clear()
    with pytest.raises(OSError, match="gone"):
        asyncio.run(asyncio.wait_for(work(), 20))
    assert len(seen) == 20


@pytest.mark.parametrize("kind", [StopAsyncIteration, KeyError])
def test_no_error_of_the_rows_is_taken_for_their_end(
    client: labelf.Client, kind: type[Exception]
) -> None:
    def rows() -> Iterator[str]:
        yield "Where is my parcel?"
        raise kind

    seen = []
    with pytest.raises(kind):
        for row, _ in client.classify_stream(1, rows(), chunk_texts=1):
            seen.append(row)
    assert seen == ["Where is my parcel?"]
