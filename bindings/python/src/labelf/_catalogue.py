"""What both clients have for models, datasets, records, and endpoints without a method of their
own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from labelf._arguments import plain, whole
from labelf._base import BaseClient
from labelf._lists import AsyncListing, Page, SyncListing, one_item, one_request
from labelf._native import library
from labelf._threads import awaitable, interruptible
from labelf.items import Dataset, I, Item, Model, Record

if TYPE_CHECKING:
    from labelf._calls import Lane


def records_path(dataset: str) -> str:
    return f"/datasets/{quote(plain('dataset', dataset), safe='')}/records"


class Catalogue(BaseClient):
    """What asks the library, to be called blocking or awaited."""

    def _model(self, model: int, timeout_ms: int | None) -> Callable[[], Model]:
        number, function = whole("model", model), library.labelf_model
        return one_item(self._client(), function, number, Model, timeout_ms)

    def _dataset(self, dataset: str, timeout_ms: int | None) -> Callable[[], Dataset]:
        name, function = plain("dataset", dataset), library.labelf_dataset
        return one_item(self._client(), function, name, Dataset, timeout_ms)


class SyncCatalogue(Catalogue):
    """The methods that block. Each list asks for its next page ahead, gives no item twice and
    misses none that is there all the time; `total` is the whole list's length, once its first item
    was given. `start`: the offset of the first item. `page_size`: items to ask for at a time (0 for
    the library's default). `timeout_ms`: each page's deadline."""

    def models(
        self, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> SyncListing[Model]:
        """The workspace's models."""
        return self._list("/models", Model, Page(start, page_size, timeout_ms))

    def datasets(
        self, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> SyncListing[Dataset]:
        """The workspace's datasets."""
        return self._list("/datasets", Dataset, Page(start, page_size, timeout_ms))

    def records(
        self, dataset: str, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> SyncListing[Record]:
        """A dataset's records."""
        return self._list(records_path(dataset), Record, Page(start, page_size, timeout_ms))

    def items(
        self, path: str, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> SyncListing[Item]:
        """Any other list below base_url that is paged alike, such as "/models?status=deployed"."""
        return self._list(path, Item, Page(start, page_size, timeout_ms))

    def _list(self, path: str, kind: Callable[[str], I], page: Page) -> SyncListing[I]:
        return SyncListing(self._client(), path, kind, page)

    def model(self, model: int, *, timeout_ms: int | None = None) -> Model:
        """One model, with its labels, training status and accuracy."""
        return interruptible(self._model(model, timeout_ms))

    def dataset(self, dataset: str, *, timeout_ms: int | None = None) -> Dataset:
        """One dataset."""
        return interruptible(self._dataset(dataset, timeout_ms))

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
        asked = method, path, body, lane, timeout_ms, once
        return interruptible(one_request(self._client(), *asked))


class AsyncCatalogue(Catalogue):
    """The same for asyncio. These functions of the library block: each call has a thread of
    Python's own while it lasts."""

    def models(
        self, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> AsyncListing[Model]:
        """As Client.models."""
        return self._list("/models", Model, Page(start, page_size, timeout_ms))

    def datasets(
        self, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> AsyncListing[Dataset]:
        """As Client.datasets."""
        return self._list("/datasets", Dataset, Page(start, page_size, timeout_ms))

    def records(
        self, dataset: str, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> AsyncListing[Record]:
        """As Client.records."""
        return self._list(records_path(dataset), Record, Page(start, page_size, timeout_ms))

    def items(
        self, path: str, *, start: int = 0, page_size: int = 0, timeout_ms: int | None = None
    ) -> AsyncListing[Item]:
        """As Client.items."""
        return self._list(path, Item, Page(start, page_size, timeout_ms))

    def _list(self, path: str, kind: Callable[[str], I], page: Page) -> AsyncListing[I]:
        return AsyncListing(self._client(), path, kind, page)

    async def model(self, model: int, *, timeout_ms: int | None = None) -> Model:
        """As Client.model."""
        return await awaitable(self._model(model, timeout_ms))

    async def dataset(self, dataset: str, *, timeout_ms: int | None = None) -> Dataset:
        """As Client.dataset."""
        return await awaitable(self._dataset(dataset, timeout_ms))

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
        asked = method, path, body, lane, timeout_ms, once
        return await awaitable(one_request(self._client(), *asked))
