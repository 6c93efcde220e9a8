"""Functions of the library that block and cannot be asked to return: they are called on a thread of
Python's own, so that the main thread sees Ctrl-C and an event loop goes on.

Such a thread lives as long as its call. After an interruption it is left behind: it ends with
the call, by the call's deadline at the latest, and hinders neither a loop nor the program's end.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Ended(Generic[T]):
    """What a function gave or raised."""

    __slots__ = ("_error", "_value")

    def __init__(self, work: Callable[[], T]) -> None:
        self._error: BaseException | None = None
        try:
            self._value = work()
        except BaseException as error:  # raised again by wait
            self._error = error

    def wait(self) -> T:
        if self._error is not None:
            raise self._error
        return self._value


class Background(Generic[T]):
    """A function that is being called on a thread of its own. A wait for it that was interrupted
    may be repeated.

    RuntimeError if no thread can be had: a program that is ending starts none, and before Python
    3.12 waits for it for ever.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        if sys.is_finalizing():
            raise RuntimeError("the interpreter is ending")
        self._lock = threading.Lock()
        self._ended: Ended[T] | None = None
        self._listeners: list[Callable[[], None]] = []
        threading.Thread(target=self._run, args=[work], daemon=True, name="labelf").start()

    def _run(self, work: Callable[[], T]) -> None:
        ended = Ended(work)
        with self._lock:
            self._ended = ended
        for tell in self._listeners:
            tell()

    def _listen(self, tell: Callable[[], None]) -> None:
        """`tell` is called once, on any thread, when the function has ended."""
        with self._lock:
            if self._ended is None:
                self._listeners.append(tell)
                return
        tell()

    def _outcome(self) -> T:
        assert self._ended is not None
        return self._ended.wait()

    def wait(self) -> T:
        """What it gave or raised. Ctrl-C is acted upon at once."""
        ended = threading.Event()
        self._listen(ended.set)
        ended.wait()
        return self._outcome()

    async def awaited(self) -> T:
        """As wait, while the event loop goes on. A cancellation is acted upon at once."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()

        def settle() -> None:
            if not future.done():
                future.set_result(None)

        def tell() -> None:
            # The loop may have ended meanwhile.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(settle)

        self._listen(tell)
        await future
        return self._outcome()


def start_interruptible(work: Callable[[], T]) -> Background[T] | Ended[T]:
    """Calls a function so that waiting for it can be interrupted, where there is need and a way."""
    if threading.current_thread() is threading.main_thread():
        with contextlib.suppress(RuntimeError):
            return Background(work)
    return Ended(work)


def interruptible(work: Callable[[], T]) -> T:
    """Calls a function. Ctrl-C is acted upon at once."""
    return start_interruptible(work).wait()


async def awaitable(work: Callable[[], T]) -> T:
    """Calls a function while the event loop goes on. A cancellation is acted upon at once."""
    return await Background(work).awaited()
