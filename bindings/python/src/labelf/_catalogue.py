"""What both clients have for models, datasets, records, and endpoints without a method of their
own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from labelf._arguments import model_id, plain
from labelf._base import BaseClient
from labelf._lists import (
    AsyncListing,
    Page,
    SyncListing,
    begin_list,
    one_item,
    one_request,
)
from labelf._native import library
from labelf._threads import awaitable, interruptible
from labelf.items import Dataset, I, Item, Model, Record

if TYPE_CHECKING:
    from labelf._calls import Lane


class Catalogue(BaseClient):
    """What asks the library, to be called blocking or awaited."""

    def _model(self, model: int | str, timeout: float | None) -> Callable[[], Model]:
        number, function = model_id(model), library.labelf_get_model
        return one_item(self._client(), function, number, Model, timeout)

    def _dataset(self, dataset: str, timeout: float | None) -> Callable[[], Dataset]:
        name, function = plain("dataset", dataset), library.labelf_get_dataset
        return one_item(self._client(), function, name, Dataset, timeout)


class SyncCatalogue(Catalogue):
    """The methods that block. Each list asks for its next page ahead, gives no item twice and
    misses none that is there all the time; `total` is the whole list's length, once its first item
    was given. `start`: the offset of the first item. `page_size`: items to ask for at a time (0 for
    the library's default). `timeout`: seconds that each page may take."""

    def models(
        self, *, start: int = 0, page_size: int = 0, timeout: float | None = None
    ) -> SyncListing[Model]:
        """The workspace's models."""
        return self._list(library.labelf_list_models, None, Model, Page(start, page_size, timeout))

    def datasets(
        self, *, start: int = 0, page_size: int = 0, timeout: float | None = None
    ) -> SyncListing[Dataset]:
        """The workspace's datasets."""
        return self._list(
            library.labelf_list_datasets, None, Dataset, Page(start, page_size, timeout)
        )

    def records(
        self, dataset: str, *, start: int = 0, page_size: int = 0, timeout: float | None = None
    ) -> SyncListing[Record]:
        """A dataset's records."""
        return self._list(
            library.labelf_list_records,
            plain("dataset", dataset),
            Record,
            Page(start, page_size, timeout),
        )

    def items(
        self, path: str, *, start: int = 0, page_size: int = 0, timeout: float | None = None
    ) -> SyncListing[Item]:
        """Any other list below base_url that is paged alike, such as "/models?status=deployed"."""
        return self._list(
            library.labelf_list, plain("path", path), Item, Page(start, page_size, timeout)
        )

    def _list(
        self, function: Any, name: bytes | None, kind: Callable[[str], I], page: Page
    ) -> SyncListing[I]:
        return SyncListing(begin_list(function, self._client(), name, page), kind)

    def model(self, model: int | str, *, timeout: float | None = None) -> Model:
        """One model, with its labels, training status and accuracy."""
        return interruptible(self._model(model, timeout))

    def dataset(self, dataset: str, *, timeout: float | None = None) -> Dataset:
        """One dataset."""
        return interruptible(self._dataset(dataset, timeout))

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        lane: Lane = "automatic",
        timeout: float | None = None,
        once: bool = False,
    ) -> Any:
        """One request for an endpoint that has no method here, with the same permits, retries and
        errors. `body` is a dict or a list; the answer's JSON comes back, None if it is empty. With
        `once`, it is not sent again after a 5xx or a broken connection. See labelf_request."""
        asked = method, path, body, lane, timeout, once
        return interruptible(one_request(self._client(), *asked))


class AsyncCatalogue(Catalogue):
    """The same for asyncio. These functions of the library block: each call has a thread of
    Python's own while it lasts."""

    def models(
        self, *, start: int = 0, page_size: int = 0, timeout: float | None = None
    ) -> AsyncListing[Model]:
        """As Client.models."""
        return self._list(library.labelf_list_models, None, Model, Page(start, page_size, timeout))

    def datasets(
        self, *, start: int = 0, page_size: int = 0, timeout: float | None = None
    ) -> AsyncListing[Dataset]:
        """As Client.datasets."""
        return self._list(
            library.labelf_list_datasets, None, Dataset, Page(start, page_size, timeout)
        )

    def records(
        self, dataset: str, *, start: int = 0, page_size: int = 0, timeout: float | None = None
    ) -> AsyncListing[Record]:
        """As Client.records."""
        return self._list(
            library.labelf_list_records,
            plain("dataset", dataset),
            Record,
            Page(start, page_size, timeout),
        )

    def items(
        self, path: str, *, start: int = 0, page_size: int = 0, timeout: float | None = None
    ) -> AsyncListing[Item]:
        """As Client.items."""
        return self._list(
            library.labelf_list, plain("path", path), Item, Page(start, page_size, timeout)
        )

    def _list(
        self, function: Any, name: bytes | None, kind: Callable[[str], I], page: Page
    ) -> AsyncListing[I]:
        return AsyncListing(begin_list(function, self._client(), name, page), kind)

    async def model(self, model: int | str, *, timeout: float | None = None) -> Model:
        """As Client.model."""
        return await awaitable(self._model(model, timeout))

    async def dataset(self, dataset: str, *, timeout: float | None = None) -> Dataset:
        """As Client.dataset."""
        return await awaitable(self._dataset(dataset, timeout))

    async def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        lane: Lane = "automatic",
        timeout: float | None = None,
        once: bool = False,
    ) -> Any:
        """As Client.request."""
        asked = method, path, body, lane, timeout, once
        return await awaitable(one_request(self._client(), *asked))
