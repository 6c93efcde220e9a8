"""Lists, one item at a time, and single requests: the functions of the library that block."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from ctypes import byref, c_size_t, c_void_p, sizeof, string_at
from typing import Any, Generic, NamedTuple

from labelf import _structures
from labelf._arguments import INT32, deadline_ms, plain, whole
from labelf._calls import LANES, checked_lane
from labelf._handles import Handle
from labelf._native import library
from labelf._outcomes import check
from labelf._threads import Background, Ended, start_interruptible
from labelf.errors import LabelfError
from labelf.items import I

# Items are taken so many at a time at most; fewer at first, so that the first one is there soon.
BATCH_ITEMS = 128
# LABELF_REQUEST_ONCE.
REQUEST_ONCE = 1


class Page(NamedTuple):
    """Where a list starts, and how many items it asks for at a time."""

    start: int = 0
    size: int = 0
    timeout: float | None = None


class ItemBatch(Generic[I]):
    """Items that are taken together, and what came after them."""

    def __init__(self, cursor: Handle | None, kind: Callable[[str], I], count: int) -> None:
        #: The last one first. Whoever gives one takes it out.
        self.items: list[I] = []
        self.error: LabelfError | None = None
        self.is_last = False
        try:
            while len(self.items) < count and not self.is_last:
                text = _next_item(cursor)
                if text is None:
                    self.is_last = True
                else:
                    self.items.append(kind(text))
        except LabelfError as error:
            self.error = error
        self.items.reverse()
        self.total: int = library.labelf_cursor_total(cursor)


def begin_list(function: Any, client: Handle, name: bytes | None, page: Page) -> Handle:
    """A cursor of the library, from the function that lists, and what it lists if there is a choice
    of that."""
    options = _structures.ListOptions(
        size=sizeof(_structures.ListOptions),
        start=whole("start", page.start),
        page_size=whole("page_size", page.size, INT32),
        deadline_ms=deadline_ms(page.timeout),
    )
    cursor, error = c_void_p(), c_void_p()
    named = () if name is None else (name,)
    check(function(client, *named, byref(options), byref(cursor), byref(error)), error)
    assert cursor.value is not None
    return Handle(cursor.value, library.labelf_cursor_free)


class Listing(Generic[I]):
    """The items of a list, while it is fetched. One thread at a time may use it."""

    # What takes the next items now.
    _under_way: Any = None

    def __init__(self, cursor: Handle, kind: Callable[[str], I]) -> None:
        self._cursor: Handle | None = cursor
        self._kind = kind
        self._taken: list[I] = []
        self._error: LabelfError | None = None
        self._count = 1
        #: How many items the whole list has, by the last page; -1 before the first.
        self.total = -1

    def close(self) -> None:
        """Gives up what is on its way."""
        self._cursor = self._under_way = None
        self._taken = []

    def _given(self) -> I | None:
        """The next item that was taken; None if none is left. What came before an error is given
        before it."""
        if self._taken:
            return self._taken.pop()
        if self._error is not None:
            error, self._error = self._error, None
            raise error
        return None

    def _work(self) -> Callable[[], ItemBatch[I]]:
        """What takes the next items. It holds the cursor, whatever happens to this."""
        cursor, kind, count = self._cursor, self._kind, self._count
        self._count = min(2 * count, BATCH_ITEMS)
        return lambda: ItemBatch(cursor, kind, count)

    def _keep(self, batch: ItemBatch[I]) -> None:
        """Nothing changes if it is kept already."""
        self._taken, self._error, self.total = batch.items, batch.error, batch.total
        if batch.is_last:
            self._cursor = None


class SyncListing(Listing[I], Iterator[I]):
    """An iterator over a list. After an error or Ctrl-C it may be asked again: it goes on where it
    was."""

    _under_way: Background[ItemBatch[I]] | Ended[ItemBatch[I]] | None = None

    def __next__(self) -> I:
        while True:
            item = self._given()
            if item is not None:
                return item
            if self._cursor is None:
                raise StopIteration
            if self._under_way is None:
                self._under_way = start_interruptible(self._work())
            # Whoever is interrupted here finds it again the next time.
            self._keep(self._under_way.wait())
            self._under_way = None


class AsyncListing(Listing[I], AsyncIterator[I]):
    """An asynchronous iterator over a list. After an error or a cancellation it may be asked again:
    it goes on where it was."""

    _under_way: Background[ItemBatch[I]] | None = None

    async def __anext__(self) -> I:
        while True:
            item = self._given()
            if item is not None:
                return item
            if self._cursor is None:
                raise StopAsyncIteration
            waited = self._under_way = self._under_way or Background(self._work())
            batch = await waited.awaited()
            # Another task may have waited for the same.
            if self._under_way is waited:
                self._keep(batch)
                self._under_way = None


def _next_item(cursor: Handle | None) -> str | None:
    """The next item's JSON; None at the end."""
    item, error = c_void_p(), c_void_p()
    check(library.labelf_cursor_next(cursor, byref(item), byref(error)), error)
    return None if item.value is None else _take_item(item.value)


def _take_item(address: int) -> str:
    length = c_size_t()
    try:
        text = library.labelf_item_json(address, byref(length))
        return string_at(text, length.value).decode()
    finally:
        library.labelf_item_free(address)


def _request_options(timeout: float | None, lane: str = "automatic", once: bool = False) -> Any:
    return _structures.RequestOptions(
        size=sizeof(_structures.RequestOptions),
        lane=LANES[checked_lane(lane)],
        flags=REQUEST_ONCE if once else 0,
        deadline_ms=deadline_ms(timeout),
    )


def one_item(
    client: Handle, function: Any, name: Any, kind: Callable[[str], I], timeout: float | None
) -> Callable[[], I]:
    """What asks for one model or dataset."""
    options = _request_options(timeout)

    def ask() -> I:
        item, error = c_void_p(), c_void_p()
        check(function(client, name, byref(options), byref(item), byref(error)), error)
        assert item.value is not None
        return kind(_take_item(item.value))

    return ask


def one_request(
    client: Handle,
    method: str,
    path: str,
    body: Any,
    lane: str,
    timeout: float | None,
    once: bool,
) -> Callable[[], Any]:
    """What sends one request, and gives the answer's JSON; None if it is empty."""
    options = _request_options(timeout, lane, once)
    document = None if body is None else json.dumps(body, ensure_ascii=False).encode()

    def ask() -> Any:
        response, error = c_void_p(), c_void_p()
        status = library.labelf_request(
            client,
            *(plain("method", method), plain("path", path), document),
            *(byref(options), byref(response), byref(error)),
        )
        check(status, error)
        try:
            length = library.labelf_response_length(response)
            content = string_at(library.labelf_response_json(response), length)
        finally:
            library.labelf_response_free(response)
        return json.loads(content) if content else None

    return ask
