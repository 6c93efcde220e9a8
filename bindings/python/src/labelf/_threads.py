"""Functions of the library that block and cannot be asked to return: they are called on a thread of
Python's own, so that the main thread sees Ctrl-C and an event loop goes on.

Such a thread lives as long as its call. Whoever is interrupted leaves it behind: it ends with the
call, by the call's deadline at the latest, and hinders neither a loop nor the program's end.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class _Outcome(Generic[T]):
    """What a function gave or raised."""

    __slots__ = ("error", "value")

    def __init__(self, work: Callable[[], T]) -> None:
        self.error: BaseException | None = None
        try:
            self.value = work()
        except BaseException as error:  # whatever it is belongs to whoever waits
            self.error = error

    def get(self) -> T:
        if self.error is not None:
            raise self.error
        return self.value


def interruptible(work: Callable[[], T]) -> T:
    """Calls a function. Ctrl-C is acted upon at once."""
    if threading.current_thread() is not threading.main_thread():
        return work()
    found: list[_Outcome[T]] = []
    ended = threading.Lock()
    ended.acquire()

    def run() -> None:
        found.append(_Outcome(work))
        ended.release()

    try:
        _start(run)
    except RuntimeError:
        return work()
    # Taking a lock is what Python can interrupt.
    ended.acquire()
    return found[0].get()


async def awaitable(work: Callable[[], T]) -> T:
    """Calls a function while the event loop goes on. A cancellation is acted upon at once."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_Outcome[T]] = loop.create_future()

    def settle(outcome: _Outcome[T]) -> None:
        if not future.done():
            future.set_result(outcome)

    def run() -> None:
        outcome = _Outcome(work)
        # The loop may have ended meanwhile.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, outcome)

    _start(run)
    return (await future).get()


def _start(run: Callable[[], None]) -> None:
    """RuntimeError if no thread can be had: a program that is ending starts none, and before Python
    3.12 waits for it for ever."""
    if sys.is_finalizing():
        raise RuntimeError("the interpreter is ending")
    threading.Thread(target=run, daemon=True, name="labelf").start()
