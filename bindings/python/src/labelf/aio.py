"""The client for asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from labelf._arguments import Text, as_sequence, wait_ms
from labelf._base import RoomInQueue
from labelf._calls import Progress, ProgressLike, Request, reporter_of
from labelf._catalogue import AsyncCatalogue
from labelf._loops import AwaitedCall, LoopQueue
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
    from typing_extensions import Self

    from labelf._calls import Lane

T = TypeVar("T")
M = TypeVar("M", int, str)
Row = TypeVar("Row")
# How often progress is looked at, in seconds.
PROGRESS_SECONDS = 0.1


class AsyncClient(AsyncCatalogue):
    """As Client, for asyncio: the event loop watches the library's descriptor, and no thread runs
    Python.

    Cancelling a task gives up the call that it awaits. Any number of event loops may use it, each
    on its own thread. Texts are handed over on that thread, a million in a second or so:
    classify_stream does it in small chunks.
    """

    async def classify(
        self,
        model: int | str,
        texts: Iterable[Text],
        *,
        max_predictions: int | None = None,
        label_filter: Iterable[str] | None = None,
        lane: Lane = "automatic",
        timeout: float | None = None,
        progress: ProgressLike | None = None,
    ) -> Result:
        """As Client.classify."""
        parameters = ClassifyParameters(max_predictions, label_filter, lane, timeout)
        request = ClassifyRequest(model, as_sequence(texts), parameters)
        reporter = reporter_of(progress, request.count)
        return await self._finish(await self._start(request), reporter)

    async def classify_models(
        self,
        models: Iterable[M],
        texts: Iterable[Text],
        *,
        max_predictions: int | None = None,
        label_filter: Iterable[str] | None = None,
        lane: Lane = "automatic",
        timeout: float | None = None,
    ) -> dict[M, Result]:
        """As Client.classify_models."""
        parameters = ClassifyParameters(max_predictions, label_filter, lane, timeout)
        requests = requests_for_models(models, texts, parameters)
        calls: list[AwaitedCall[Result]] = []
        ended: ModelResults[M] = ModelResults()
        try:
            for request in requests.values():
                calls.append(await self._start(request))
            for model, call in zip(requests, calls):
                with ended.of(model):
                    ended.results[model] = await self._finish(call)
        except BaseException:
            for call in calls:
                call.give_up()
            raise
        return ended.checked()

    async def classify_one(
        self,
        model: int | str,
        text: Text,
        *,
        max_predictions: int | None = None,
        label_filter: Iterable[str] | None = None,
        timeout: float | None = None,
    ) -> Classification:
        """As Client.classify_one."""
        parameters = ClassifyParameters(max_predictions, label_filter, timeout=timeout)
        request = ClassifyRequest(model, [text], parameters)
        return (await self._finish(await self._start(request)))[0]

    def classify_stream(
        self,
        model: int | str,
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
                call.give_up()

    async def similarity(
        self,
        base: Compared,
        compared: Compared,
        *,
        top_n: int | None = None,
        lane: Lane = "automatic",
        timeout: float | None = None,
    ) -> Matches:
        """As Client.similarity."""
        request = SimilarityRequest(base, compared, top_n=top_n, lane=lane, timeout=timeout)
        return await self._finish(await self._start(request))

    async def _start(self, request: Request[T]) -> AwaitedCall[T]:
        """Starts a call; lets the loop run while the queue has no room."""
        queue = LoopQueue.of_running_loop()
        pending = self._try_to_start(request, queue.handle)
        if pending is None:
            room = RoomInQueue(request, self._total_timeout_ms)
            while pending is None:
                await asyncio.sleep(room.pause())
                room.looks()
                pending = self._try_to_start(request, queue.handle)
        return queue.expect(pending)

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
            awaited.give_up()
            raise

    async def _watch(self, awaited: AwaitedCall[Any], reporter: Progress) -> None:
        while not awaited.future.done():
            await asyncio.wait([awaited.future], timeout=PROGRESS_SECONDS)
            reporter.reach(awaited.pending.progress)
        reporter.reach(awaited.pending.request.count)

    async def close(self, timeout: float | None = 0) -> int:
        """Takes no more calls, waits up to `timeout` seconds for those that are under way (None: as
        long as it takes), gives up the rest (ClosedError), and says how many that were."""
        milliseconds = wait_ms(timeout)
        close = self._closing()
        try:
            abandoned = (
                close(0) if milliseconds == 0 else await awaitable(lambda: close(milliseconds))
            )
        except BaseException:
            close(0)
            raise
        LoopQueue.wake_tasks()
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
