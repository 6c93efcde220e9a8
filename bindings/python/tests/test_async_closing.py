"""How an asynchronous client ends, and what of it ends with a loop or a process."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import textwrap
import time

import pytest
from labelf import errors
from pytest_labelf import Sandbox
from test_async import TEXTS, made, run, stalled


def test_closing_ends_what_is_awaited(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.set_faults(stalled)

    async def work() -> None:
        client = made(labelf_sandbox)
        task = asyncio.ensure_future(client.classify(1, TEXTS))
        await asyncio.sleep(0.1)
        assert await client.close(0.1) == 1
        with pytest.raises(errors.ClosedError):
            await task
        with pytest.raises(errors.ClosedError):
            await client.classify(1, TEXTS)

    run(work())


def test_closing_waits_for_what_is_under_way_and_takes_no_more(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.set_faults([{"do": {"stall_ms": 500}}])

    async def work() -> None:
        client = made(labelf_sandbox)
        calls = asyncio.gather(client.classify(1, TEXTS), client.model(1))
        await asyncio.sleep(0.1)
        labelf_sandbox.set_faults([])
        closing = asyncio.ensure_future(client.close(10))
        await asyncio.sleep(0.05)
        with pytest.raises(errors.ClosedError):
            await client.classify(1, TEXTS)
        result, model = await calls
        assert result.ok
        assert model.id == 1
        assert await closing == 0

    run(work())


def test_closing_is_not_held_up_by_a_loop_that_has_ended(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.set_faults([{"do": {"stall_ms": 300}}])
    client = made(labelf_sandbox)
    loop = asyncio.new_event_loop()
    task = loop.create_task(client.classify(1, TEXTS))
    loop.run_until_complete(asyncio.sleep(0.1))
    loop.close()

    async def work() -> None:
        began = time.monotonic()
        assert await client.close(10) == 0
        assert time.monotonic() - began < 5

    run(work())
    assert not task.done()
    # Nobody wakes it any more, and that it is destroyed while it waits is no news.
    task._log_destroy_pending = False  # type: ignore[attr-defined]


def test_a_cancelled_close_gives_up_the_rest_at_once(labelf_sandbox: Sandbox) -> None:
    labelf_sandbox.set_faults(stalled)

    async def work() -> None:
        client = made(labelf_sandbox)
        task = asyncio.ensure_future(client.classify(1, TEXTS))
        await asyncio.sleep(0.1)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(client.close(60), 0.1)
        with pytest.raises(errors.ClosedError):
            await asyncio.wait_for(task, 5)

    run(work())


def test_a_child_that_ends_does_not_stop_the_parents_loop(labelf_sandbox: Sandbox) -> None:
    """A forked child shares what the parent's loop watches."""
    program = """
        import asyncio, os, sys
        import labelf

        async def work():
            async with labelf.AsyncClient() as client:
                task = asyncio.ensure_future(client.classify(1, ["x"]))
                await asyncio.sleep(0.1)
                child = os.fork()
                if child == 0:
                    sys.exit(5)
                status = os.waitpid(child, 0)[1]
                print(os.WEXITSTATUS(status), (await asyncio.wait_for(task, 10)).ok)

        asyncio.run(work())
    """
    labelf_sandbox.set_faults([{"do": {"stall_ms": 500}}])
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert ran.stdout == "5 True\n", ran.stderr
