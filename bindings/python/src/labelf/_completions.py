"""Calls that an event loop waits for: the library's descriptor says when one has settled."""

from __future__ import annotations

import asyncio
from typing import Any, Generic, TypeVar

from labelf._calls import Waiting
from labelf._handles import Handle, Process
from labelf._native import library

T = TypeVar("T")


class Awaited(Generic[T]):
    """A call that is under way, and the future that is done when it has settled."""

    __slots__ = ("future", "waiting")

    def __init__(self, waiting: Waiting[T], future: asyncio.Future[None]) -> None:
        self.waiting = waiting
        self.future = future


class Completions:
    """Wakes whoever awaits a call. Belongs to one event loop at a time, on the loop's own thread.

    The descriptor is watched only while somebody waits: a client that is forgotten leaves nothing
    behind in a loop.
    """

    def __init__(self) -> None:
        self._futures: dict[int, asyncio.Future[None]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: Handle | None = None
        self._generation = Process.generation

    def expect(self, client: Handle, waiting: Waiting[T]) -> Awaited[T]:
        """Waits for a call that was started with `queued`."""
        loop = asyncio.get_running_loop()
        if self._client is not client or (self._loop is not None and self._loop.is_closed()):
            # A client that was made anew after a fork, or a loop that has ended with its futures.
            self._futures.clear()
            self._loop = None
        if self._loop is None:
            loop.add_reader(library.labelf_client_fd(client), self._collect)
            self._loop, self._client = loop, client
            self._generation = Process.generation
        elif self._loop is not loop:
            waiting.give_up()
            raise RuntimeError("an AsyncClient serves one event loop at a time")
        future: asyncio.Future[None] = loop.create_future()
        self._futures[waiting.handle.address] = future
        return Awaited(waiting, future)

    def forget(self, awaited: Awaited[Any]) -> None:
        """Nobody waits for the call any more."""
        address = awaited.waiting.handle.address
        if self._futures.get(address) is awaited.future:
            del self._futures[address]
        if not self._futures:
            self._rest()

    def collect(self) -> None:
        """Wakes at once whoever awaits a call that has settled."""
        if self._is_of_this_process and self._loop is asyncio.get_running_loop():
            self._collect()

    @property
    def _is_of_this_process(self) -> bool:
        """Whether it is not the copy of a forked child, which has no running loop and shares the
        set of descriptors that its parent's loop watches."""
        return self._generation == Process.generation

    def _collect(self) -> None:
        while True:
            call = library.labelf_client_next(self._client)
            if call is None:
                break
            future = self._futures.pop(call, None)
            if future is not None and not future.done():
                future.set_result(None)
        if not self._futures:
            self._rest()

    def _rest(self) -> None:
        if self._is_of_this_process and self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(library.labelf_client_fd(self._client))
        self._loop = self._client = None
