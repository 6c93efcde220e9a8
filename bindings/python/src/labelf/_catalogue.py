"""What both clients have for models, datasets, records, and endpoints without a method of their
own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from labelf._base import BaseClient
from labelf._lists import AsyncListing, Page, SyncListing, one_item, one_request, plain
from labelf._native import library
from labelf._threads import awaitable, interruptible
from labelf.items import Dataset, Item, Model, Record

if TYPE_CHECKING:
    from labelf.client import Lane


def records_path(dataset: str) -> str:
    return f"/datasets/{quote(dataset, safe='')}/records"


class SyncCatalogue(BaseClient):
    """The methods that block. Each list asks for its next page ahead, gives no item twice and
    misses none that is there all the time; `total` is the whole list's length, once its first item
    was given. `start`: the offset of the first item. `page_size`: items to ask for at a time (0 for
    the library's default). `timeout_ms`: each page's deadline."""

    def models(
        self, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> SyncListing[Model]:
        """The workspace's models."""
        page = Page(start, page_size, timeout_ms=timeout_ms)
        return SyncListing(self._client(), "/models", Model, page)

    def datasets(
        self, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> SyncListing[Dataset]:
        """The workspace's datasets."""
        page = Page(start, page_size, timeout_ms=timeout_ms)
        return SyncListing(self._client(), "/datasets", Dataset, page)

    def records(
        self, dataset: str, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> SyncListing[Record]:
        """A dataset's records."""
        page = Page(start, page_size, timeout_ms=timeout_ms)
        return SyncListing(self._client(), records_path(dataset), Record, page)

    def items(
        self, path: str, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> SyncListing[Item]:
        """Any other list below base_url that is paged alike, such as "/models?status=deployed"."""
        page = Page(start, page_size, timeout_ms=timeout_ms)
        return SyncListing(self._client(), path, Item, page)

    def model(self, model: int, *, timeout_ms: int | None = None) -> Model:
        """One model, with its labels, training status and accuracy."""
        function = library.labelf_model
        return interruptible(one_item(self._client(), function, model, Model, timeout_ms))

    def dataset(self, dataset: str, *, timeout_ms: int | None = None) -> Dataset:
        """One dataset."""
        name, function = plain(dataset), library.labelf_dataset
        return interruptible(one_item(self._client(), function, name, Dataset, timeout_ms))

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        lane: Lane = "automatic",
        timeout_ms: int | None = None,
        once: bool = False,
    ) -> Any:
        """One request for an endpoint that has no method here, with the same permits, retries and
        errors. `body` is a dict or a list; the answer's JSON comes back, None if it is empty. With
        `once`, it is not sent again after a 5xx or a broken connection. See labelf_request."""
        return interruptible(
            one_request(
                *(self._client(), method, path, body),
                lane=lane,
                timeout_ms=timeout_ms,
                once=once,
            )
        )


class AsyncCatalogue(BaseClient):
    """The same for asyncio. These functions of the library block: each call has a thread of
    Python's own while it lasts."""

    def models(
        self, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> AsyncListing[Model]:
        """As Client.models."""
        page = Page(start, page_size, timeout_ms=timeout_ms)
        return AsyncListing(self._client(), "/models", Model, page)

    def datasets(
        self, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> AsyncListing[Dataset]:
        """As Client.datasets."""
        page = Page(start, page_size, timeout_ms=timeout_ms)
        return AsyncListing(self._client(), "/datasets", Dataset, page)

    def records(
        self, dataset: str, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> AsyncListing[Record]:
        """As Client.records."""
        page = Page(start, page_size, timeout_ms=timeout_ms)
        return AsyncListing(self._client(), records_path(dataset), Record, page)

    def items(
        self, path: str, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> AsyncListing[Item]:
        """As Client.items."""
        page = Page(start, page_size, timeout_ms=timeout_ms)
        return AsyncListing(self._client(), path, Item, page)

    async def model(self, model: int, *, timeout_ms: int | None = None) -> Model:
        """As Client.model."""
        function = library.labelf_model
        return await awaitable(one_item(self._client(), function, model, Model, timeout_ms))

    async def dataset(self, dataset: str, *, timeout_ms: int | None = None) -> Dataset:
        """As Client.dataset."""
        name, function = plain(dataset), library.labelf_dataset
        return await awaitable(one_item(self._client(), function, name, Dataset, timeout_ms))

    async def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        lane: Lane = "automatic",
        timeout_ms: int | None = None,
        once: bool = False,
    ) -> Any:
        """As Client.request."""
        return await awaitable(
            one_request(
                *(self._client(), method, path, body),
                lane=lane,
                timeout_ms=timeout_ms,
                once=once,
            )
        )
