"""The client for asyncio."""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import labelf
import pytest
from conftest import check_ctrl_c
from labelf import errors
from pytest_labelf import Sandbox

TEXTS = ["Where is my parcel?", "I was charged twice."]
stalled = [{"do": {"stall_ms": 60000}}]


def made(sandbox: Sandbox, **options: Any) -> labelf.AsyncClient:
    return labelf.AsyncClient(**{**sandbox.options, **options})


def run(work: Coroutine[Any, Any, None]) -> None:
    """No test waits for ever."""
    asyncio.run(asyncio.wait_for(work, 20))


def test_many_calls_at_once(labelf_sandbox: Sandbox) -> None:
    async def work() -> None:
        async with made(labelf_sandbox) as client:
            one = client.classify_one(1, "Thank you!")
            many = [client.classify(1, TEXTS) for _ in range(50)]
            thanks, *results = await asyncio.gather(one, *many)
            assert isinstance(thanks, labelf.Classification)
            assert thanks.label == "Praise"
            for result in results:
                assert isinstance(result, labelf.Result)
                assert [item.label for item in result] == ["Delivery", "Billing"]
            matches = await client.similarity(TEXTS, TEXTS, top_n=1)
            assert [item.best.base for item in matches] == [0, 1]

    threads = threading.active_count()
    run(work())
    assert threading.active_count() == threads


def test_the_loop_runs_while_a_call_waits(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.set_faults([{"do": {"stall_ms": 300}}])

    async def work() -> None:
        async with made(labelf_sandbox) as client:
            task = asyncio.ensure_future(client.classify(1, TEXTS))
            turns = 0
            while not task.done():
                turns += 1
                await asyncio.sleep(0.001)
            assert turns > 50
            assert (await task).ok

    run(work())


def test_cancelling_gives_the_call_up(labelf_sandbox: Sandbox) -> None:
    async def work() -> None:
        async with made(labelf_sandbox) as client:
            # Until its first answer a client sends one request at a time.
            await client.classify_one(1, "first")
            labelf_sandbox.set_faults(stalled)
            task = asyncio.ensure_future(client.classify(1, TEXTS))
            other = asyncio.ensure_future(client.classify(1, ["another"]))
            await asyncio.sleep(0.1)
            assert client.statistics().queued_texts == 3
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(client.classify_one(1, "late"), 0.1)
            while client.statistics().queued_texts != 1:
                await asyncio.sleep(0.01)
            assert not other.done()
            labelf_sandbox.set_faults([])
            assert (await client.classify(1, ["Thank you!"])).ok
            other.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await other

    run(work())


def test_errors_are_raised_where_the_call_is_awaited(labelf_sandbox: Sandbox) -> None:
    async def work() -> None:
        async with made(labelf_sandbox) as client:
            with pytest.raises(errors.ModelArchivedError):
                await client.classify(4, TEXTS)
            with pytest.raises(errors.TextEmptyError):
                await client.classify_one(1, "")
            result = await client.classify(1, ["", "good"])
            assert [item.ok for item in result] == [False, True]

    run(work())


def test_a_full_queue_does_not_stop_the_loop(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.set_faults([{"do": {"stall_ms": 600}}])

    async def work() -> None:
        async with made(labelf_sandbox, queue_texts=2) as client:
            calls = asyncio.gather(*(client.classify(1, TEXTS) for _ in range(3)))
            longest, last = 0.0, time.monotonic()
            while not calls.done():
                await asyncio.sleep(0.001)
                longest, last = max(longest, time.monotonic() - last), time.monotonic()
            assert all(result.ok for result in await calls)
            assert longest < 0.4

    run(work())


async def rows() -> AsyncIterator[str]:
    for number in range(95):
        await asyncio.sleep(0)
        yield TEXTS[number % 2]


@pytest.mark.labelf_sandbox("--latency", "0")
def test_streams(labelf_sandbox: Sandbox) -> None:
    async def work() -> None:
        seen: list[int] = []
        async with made(labelf_sandbox) as client:
            for source in rows(), [TEXTS[number % 2] for number in range(95)]:
                seen.clear()
                stream = client.classify_stream(
                    1, source, chunk_texts=10, progress=lambda done, _: seen.append(done)
                )
                got = [(row, item.label) async for row, item in stream]
                assert [row for row, _ in got] == [TEXTS[number % 2] for number in range(95)]
                assert [label for _, label in got[:2]] == ["Delivery", "Billing"]
                assert seen == [*range(10, 100, 10), 95]

    run(work())


def test_leaving_a_stream_gives_up_what_is_under_way(labelf_sandbox: Sandbox) -> None:
    async def work() -> None:
        async with made(labelf_sandbox) as client:
            texts = (f"message {number}" for number in range(100_000))
            stream = client.classify_stream(1, texts, chunk_texts=500)
            async for _ in stream:
                break
            await stream.aclose()
            while client.statistics().queued_texts > 0:
                await asyncio.sleep(0.01)

    run(work())
    assert labelf_sandbox.report()["texts_billed"] < 2000


def test_progress(labelf_sandbox: Sandbox) -> None:
    async def work() -> None:
        seen: list[tuple[int, int | None]] = []
        async with made(labelf_sandbox) as client:
            texts = [f"message {number}" for number in range(400)]
            await client.classify(1, texts, progress=lambda done, total: seen.append((done, total)))
        assert seen[-1] == (400, 400)
        assert len(seen) > 1

    run(work())


def test_progress_is_of_one_call(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.set_faults([{"match": {"text": "slow"}, "do": {"stall_ms": 30_000}}])

    async def work() -> None:
        slow: list[int] = []
        quick: list[int] = []
        async with made(labelf_sandbox) as client:
            texts = [f"message {number}" for number in range(80)]
            await client.classify_one(1, "What is the plan?")
            waiting = asyncio.ensure_future(
                client.classify(1, ["slow"] * 3, lane="interactive", progress=_noting(slow))
            )
            await asyncio.sleep(0.05)
            await client.classify(1, texts, progress=_noting(quick))
            assert not slow
            assert quick[-1] == 80
            waiting.cancel()

    run(work())


def _noting(seen: list[int]) -> Callable[[int, int | None], None]:
    return lambda done, _: seen.append(done)


def test_ctrl_c_ends_the_program_within_200_ms(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.set_faults(stalled)

    async def work() -> None:
        async with made(labelf_sandbox) as client:
            await client.classify(1, TEXTS)

    check_ctrl_c(lambda: asyncio.run(work()))


def test_a_pickled_client_is_one_too(labelf_sandbox: Sandbox) -> None:
    copy = pickle.loads(pickle.dumps(made(labelf_sandbox)))
    assert isinstance(copy, labelf.AsyncClient)

    async def work() -> None:
        async with copy:
            assert (await copy.classify(1, TEXTS)).ok

    run(work())
