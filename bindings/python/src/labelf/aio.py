"""The client for asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from labelf._arguments import Text, as_sequence
from labelf._base import RoomInQueue
from labelf._calls import AwaitedCall, Completions, Progress, ProgressLike, Request, reporter_of
from labelf._catalogue import AsyncCatalogue
from labelf._requests import (
    CHUNK_TEXTS,
    Chunk,
    ClassifyParameters,
    ClassifyRequest,
    Compared,
    ModelResults,
    ReadAhead,
    SimilarityRequest,
    Stream,
    requests_for_models,
    texts_own,
)
from labelf._threads import awaitable
from labelf.errors import LabelfError
from labelf.matches import Matches
from labelf.results import Classification, Result

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from labelf._calls import Lane
    from labelf._options import Options

T = TypeVar("T")
Row = TypeVar("Row")
# How often progress is looked at, in seconds.
PROGRESS_SECONDS = 0.1


class AsyncClient(AsyncCatalogue):
    """As Client, for asyncio: the event loop watches the library's descriptor, and no thread runs
    Python.

    Cancelling a task gives up the call that it awaits. It serves one event loop at a time. Texts
    are handed over on the loop's own thread, a million in a second or so: classify_stream does it
    in small chunks.
    """

    def __init__(self, api_key: str | None = None, **options: Unpack[Options]) -> None:
        super().__init__(api_key, **options)
        self._completions = Completions()

    async def classify(
        self,
        model: int,
        texts: Iterable[Text],
        *,
        max_predictions: int | None = None,
        label_filter: Iterable[str] | None = None,
        lane: Lane = "automatic",
        timeout_ms: int | None = None,
        progress: ProgressLike | None = None,
    ) -> Result:
        """As Client.classify."""
        parameters = ClassifyParameters(max_predictions, label_filter, lane, timeout_ms)
        request = ClassifyRequest(model, as_sequence(texts), parameters)
        reporter = reporter_of(progress, request.count)
        return await self._finish(await self._start(request), reporter)

    async def classify_models(
        self,
        models: Iterable[int],
        texts: Iterable[Text],
        *,
        max_predictions: int | None = None,
        label_filter: Iterable[str] | None = None,
        lane: Lane = "automatic",
        timeout_ms: int | None = None,
    ) -> dict[int, Result]:
        """As Client.classify_models."""
        parameters = ClassifyParameters(max_predictions, label_filter, lane, timeout_ms)
        requests = requests_for_models(models, texts, parameters)
        calls: list[AwaitedCall[Result]] = []
        ended = ModelResults()
        try:
            for request in requests.values():
                calls.append(await self._start(request))
            for model, call in zip(requests, calls):
                with ended.of(model):
                    ended.results[model] = await self._finish(call)
        except BaseException:
            for call in calls:
                self._give_up(call)
            raise
        return ended.checked()

    async def classify_one(
        self,
        model: int,
        text: Text,
        *,
        max_predictions: int | None = None,
        label_filter: Iterable[str] | None = None,
        timeout_ms: int | None = None,
    ) -> Classification:
        """As Client.classify_one."""
        parameters = ClassifyParameters(max_predictions, label_filter, timeout_ms=timeout_ms)
        request = ClassifyRequest(model, [text], parameters)
        return (await self._finish(await self._start(request)))[0]

    def classify_stream(
        self,
        model: int,
        rows: Iterable[Row] | AsyncIterable[Row],
        *,
        key: Callable[[Row], Text] | None = None,
        max_predictions: int | None = None,
        label_filter: Iterable[str] | None = None,
        lane: Lane = "bulk",
        chunk_texts: int = CHUNK_TEXTS,
        progress: ProgressLike | None = None,
    ) -> AsyncGenerator[tuple[Row, Classification], None]:
        """As Client.classify_stream; `rows` may be an asynchronous iterable too. Leaving its loop
        gives up what is under way once the generator is closed: contextlib.aclosing does it at
        once."""
        parameters = ClassifyParameters(max_predictions, label_filter, lane)
        stream = Stream(model, rows, key, chunk_texts, progress, parameters)
        return self._stream(stream, rows)

    async def _stream(
        self, stream: Stream, rows: Iterable[Row] | AsyncIterable[Row]
    ) -> AsyncGenerator[tuple[Row, Classification], None]:
        ahead: ReadAhead[AwaitedCall[Result]] = ReadAhead(stream, StopAsyncIteration)
        chunks = _chunks(stream, rows)
        try:
            while True:
                while ahead.wants_more:
                    try:
                        chunk = await chunks.__anext__()
                    except Exception as error:
                        ahead.end(error)
                        break
                    ahead.add(chunk, await self._start(chunk.request))
                under_way = ahead.next()
                if under_way is None:
                    return
                read, call = under_way
                try:
                    result = await self._finish(call)
                except LabelfError as error:
                    result = texts_own(error)
                for pair in ahead.pairs(read, result):
                    yield pair
        finally:
            for call in ahead.leave():
                self._give_up(call)

    async def similarity(
        self,
        base: Compared,
        compared: Compared,
        *,
        top_n: int | None = None,
        lane: Lane = "automatic",
        timeout_ms: int | None = None,
    ) -> Matches:
        """As Client.similarity."""
        request = SimilarityRequest(base, compared, top_n=top_n, lane=lane, timeout_ms=timeout_ms)
        return await self._finish(await self._start(request))

    async def _start(self, request: Request[T]) -> AwaitedCall[T]:
        """Starts a call; lets the loop run while the queue has no room."""
        client = self._client()
        pending = self._try_to_start(request, queued=True)
        if pending is None:
            room = RoomInQueue(request, self._total_timeout_ms)
            while pending is None:
                await asyncio.sleep(room.pause())
                room.looks()
                client = self._client()
                pending = self._try_to_start(request, queued=True)
        return self._completions.expect(client, pending)

    async def _finish(self, awaited: AwaitedCall[T], reporter: Progress | None = None) -> T:
        """Whatever is raised here, a cancellation included, gives the call up."""
        try:
            if reporter is None:
                await awaited.future
            else:
                await self._watch(awaited, reporter)
            settled = awaited.pending.wait(0)
            assert settled is not None
            return settled
        except BaseException:
            self._give_up(awaited)
            raise

    async def _watch(self, awaited: AwaitedCall[Any], reporter: Progress) -> None:
        while not awaited.future.done():
            await asyncio.wait([awaited.future], timeout=PROGRESS_SECONDS)
            reporter.reach(awaited.pending.progress)
        reporter.reach(awaited.pending.request.count)

    def _give_up(self, awaited: AwaitedCall[Any]) -> None:
        awaited.pending.give_up()
        self._completions.forget(awaited)

    async def close(self, timeout_ms: int = 0) -> int:
        """Takes no more calls, waits up to `timeout_ms` for those that are under way, gives up the
        rest (ClosedError), and says how many that were. Below 0 it waits as long as it takes."""
        close = self._closing(timeout_ms)
        try:
            abandoned = close(0) if timeout_ms == 0 else await awaitable(lambda: close(timeout_ms))
        except BaseException:
            close(0)
            raise
        self._completions.collect()
        return abandoned

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()


async def _chunks(stream: Stream, rows: Iterable[Any] | AsyncIterable[Any]) -> AsyncIterator[Chunk]:
    """Reads rows as they are needed."""
    if not isinstance(rows, AsyncIterable):
        for chunk in stream.chunks(rows):
            yield chunk
        return
    read: list[Any] = []
    async for row in rows:
        read.append(row)
        if len(read) == stream.chunk_texts:
            yield stream.chunk(read)
            read = []
    if read:
        yield stream.chunk(read)
