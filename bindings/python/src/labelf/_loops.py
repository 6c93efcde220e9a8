"""Calls that are awaited: each event loop has a completion queue of the library, for whatever
clients are used in it."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import weakref
from collections.abc import Callable
from ctypes import byref, c_void_p
from typing import Any, Generic, TypeVar

from labelf._calls import PendingCall
from labelf._handles import Handle, Process
from labelf._native import library
from labelf._outcomes import take_error

T = TypeVar("T")


class AwaitedCall(Generic[T]):
    """A call that is under way, and the future that is done when it has settled."""

    __slots__ = ("future", "pending", "queue")

    def __init__(
        self, pending: PendingCall[T], future: asyncio.Future[None], queue: LoopQueue
    ) -> None:
        self.pending = pending
        self.future = future
        self.queue = queue

    def give_up(self) -> None:
        """Nobody waits for the call any more."""
        self.pending.give_up()
        self.queue.forget(self)


class QueuesOfThread(threading.local):
    """The queues of the loops that run, or ran, on a thread; they go with their loops."""

    def __init__(self) -> None:
        # A loop that watches its queue holds it, and what awaits there holds the loop: then the
        # queue is held by nothing else, or a loop that is closed amid calls would stay for ever.
        self.queues: weakref.WeakKeyDictionary[
            asyncio.AbstractEventLoop, Callable[[], LoopQueue | None]
        ] = weakref.WeakKeyDictionary()


class LoopQueue:
    """Wakes the tasks of one event loop that await calls, on the loop's own thread.

    The descriptor is watched only while somebody waits: a client that is forgotten leaves nothing
    behind in a loop.
    """

    _of_thread = QueuesOfThread()

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        error = c_void_p()
        address = library.labelf_queue_new(byref(error))
        if address is None:
            raise take_error(error, 0)
        self.handle = Handle(address, library.labelf_queue_free)
        self._futures: dict[int, asyncio.Future[None]] = {}
        self._loop = weakref.ref(loop)
        self._is_watched = False
        self._generation = Process.generation

    @classmethod
    def of_running_loop(cls) -> LoopQueue:
        """That of the loop that this runs in; in a forked child, one of the child's own."""
        loop = asyncio.get_running_loop()
        queues = cls._of_thread.queues
        held = queues.get(loop)
        queue = None if held is None else held()
        if queue is None or not queue._is_of_this_process:
            queue = cls(loop)
            queue._keep()
        return queue

    @classmethod
    def wake_tasks(cls) -> None:
        """Tasks of the running loop, if there is one, need not wait for its next turn."""
        with contextlib.suppress(RuntimeError):
            cls.of_running_loop()._collect()

    def _keep(self) -> None:
        """From now on it is found by its loop: held, as long as the loop does not watch it."""
        loop = self._loop()
        if loop is not None:
            held = weakref.ref(self) if self._is_watched else lambda: self
            self._of_thread.queues[loop] = held

    def expect(self, pending: PendingCall[T]) -> AwaitedCall[T]:
        """Waits for a call that was started with this queue. To be called before the loop runs
        again."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        self._futures[pending.handle.address] = future
        if not self._is_watched:
            loop.add_reader(library.labelf_queue_fd(self.handle), self._collect)
            self._is_watched = True
            self._keep()
        return AwaitedCall(pending, future, self)

    def forget(self, awaited: AwaitedCall[Any]) -> None:
        """Nobody waits for the call any more."""
        address = awaited.pending.handle.address
        if self._futures.get(address) is awaited.future:
            del self._futures[address]
        if not self._futures:
            self._rest()

    def _collect(self) -> None:
        """Wakes the tasks whose calls have settled."""
        if not self._is_of_this_process:
            return
        while True:
            call = library.labelf_queue_next(self.handle, 0)
            if call is None:
                break
            future = self._futures.pop(call, None)
            if future is not None and not future.done():
                future.set_result(None)
        if not self._futures:
            self._rest()

    @property
    def _is_of_this_process(self) -> bool:
        """Whether it is not the copy of a forked child, which has no running loop and shares the
        set of descriptors that its parent's loop watches."""
        return self._generation == Process.generation

    def _rest(self) -> None:
        loop = self._loop()
        if self._is_of_this_process and self._is_watched and loop and not loop.is_closed():
            loop.remove_reader(library.labelf_queue_fd(self.handle))
            self._is_watched = False
            self._keep()
