"""The asynchronous client in event loops: one after the other, several at once, and closed ones."""

from __future__ import annotations

import asyncio
import concurrent.futures
import gc
import os
import weakref
from typing import Any

from pytest_labelf import Sandbox
from test_async import TEXTS, made, run, stalled


def test_one_client_after_another_loop(labelf_sandbox: Sandbox) -> None:
    client = made(labelf_sandbox)
    labelf_sandbox.set_faults(stalled)

    async def abandoned() -> None:
        task = asyncio.ensure_future(client.classify(1, ["abandoned"]))
        await asyncio.sleep(0.05)
        assert not task.done()

    async def work() -> None:
        assert (await client.classify(1, TEXTS)).ok

    run(abandoned())
    labelf_sandbox.set_faults([])
    run(work())
    run(work())


def test_a_forgotten_client_leaves_no_reader(labelf_sandbox: Sandbox) -> None:
    async def work() -> None:
        client = made(labelf_sandbox)
        await client.classify(1, TEXTS)
        descriptor = client._client().address and len(os.listdir("/proc/self/fd"))
        del client
        gc.collect()
        assert len(os.listdir("/proc/self/fd")) < descriptor
        async with made(labelf_sandbox) as other:
            assert (await other.classify(1, TEXTS)).ok

    run(work())


def test_several_loops_at_once(labelf_sandbox: Sandbox) -> None:
    """Each gets its own answers: none takes another's."""
    seen: dict[int, list[str]] = {}
    with labelf_sandbox.client() as blocking, concurrent.futures.ThreadPoolExecutor(4) as threads:
        client = made(labelf_sandbox)

        async def work(number: int) -> None:
            calls = (client.classify(1, [f"{TEXTS[0]} {number}.{i}"]) for i in range(100))
            seen[number] = [result[0].label for result in await asyncio.gather(*calls)]

        for done in [threads.submit(asyncio.run, work(number)) for number in range(4)]:
            done.result(timeout=60)
        assert seen == {number: ["Delivery"] * 100 for number in range(4)}
        assert blocking.classify_one(1, TEXTS[0]).label == "Delivery"
        asyncio.run(client.close())


def test_a_loop_leaves_nothing_behind(labelf_sandbox: Sandbox) -> None:
    client = made(labelf_sandbox)

    async def work() -> None:
        await client.classify(1, TEXTS)

    asyncio.run(work())
    gc.collect()
    descriptors = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        asyncio.run(work())
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) <= descriptors
    asyncio.run(client.close())


def test_a_loop_that_is_closed_amid_calls_goes(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.set_faults(stalled)
    client = made(labelf_sandbox)

    async def start() -> None:
        loops.add(asyncio.get_running_loop())
        for _ in range(3):
            tasks.append(asyncio.ensure_future(client.classify(1, TEXTS)))
        await asyncio.sleep(0.01)

    loops: weakref.WeakSet[asyncio.AbstractEventLoop] = weakref.WeakSet()
    tasks: list[Any] = []
    for _ in range(10):
        loop = asyncio.new_event_loop()
        loop.set_exception_handler(lambda *_: None)
        loop.run_until_complete(start())
        loop.close()
        tasks.clear()
        del loop
    gc.collect()
    assert len(loops) <= 1
    asyncio.run(client.close())
