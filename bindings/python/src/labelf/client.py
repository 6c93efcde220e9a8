"""The blocking client."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterable
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from labelf._arguments import Text, as_sequence, wait_ms
from labelf._base import RoomInQueue
from labelf._calls import PendingCall, Progress, ProgressLike, Request, reporter_of
from labelf._catalogue import SyncCatalogue
from labelf._requests import (
    CHUNK_TEXTS,
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
from labelf._threads import interruptible
from labelf.errors import LabelfError
from labelf.matches import Matches
from labelf.results import Classification, Result

if TYPE_CHECKING:
    from typing_extensions import Self

    from labelf._calls import Lane

T = TypeVar("T")
M = TypeVar("M", int, str)
Row = TypeVar("Row")
# Python looks at signals between two waits: Ctrl-C is acted upon within this.
SLICE_MS = 50
# Nobody interrupts a thread that is not the main one.
LONG_SLICE_MS = 1000


class Client(SyncCatalogue):
    """Classifies texts, and blocks until they are.

    `options` are the library's own (see labelf.h, or docs/options.md): `max_connections=16`,
    for instance. What is not given is taken from the environment (`LABELF_API_KEY`,
    `LABELF_MAX_CONNECTIONS`, ...), or is the library's default.

    Make one and keep it; any number of threads may use it at once. While it waits, other threads of
    Python run, and Ctrl-C gives up the call. A `timeout` is in seconds from now, everywhere: None
    is the client's own, 0 or less has passed (DeadlineError), math.inf is none. After a fork the
    client makes itself anew in the child;
    pickled (with the key, if that was given as an argument), it is made anew from its options.
    """

    def classify(
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
        """Classifies any number of texts in one call.

        The same text twice is sent once. A text that cannot be classified has an error of its own
        in the result, and the others their answers: look at `result.ok`, `item.error`, or call
        `result.raise_for_errors()`. The call raises if it was not taken or if every text failed;
        the exception's `result` then has the texts' errors.

        `texts` are held in memory together: for more than fit, see classify_stream.
        `max_predictions`: how many of the best (None for all). `label_filter`: only these labels.
        `timeout`: seconds until this call has to be done (None: total_timeout_ms). `progress`: a
        tqdm bar, or called with texts done and texts in all, on this thread.
        """
        parameters = ClassifyParameters(max_predictions, label_filter, lane, timeout)
        request = ClassifyRequest(model, as_sequence(texts), parameters)
        reporter = reporter_of(progress, request.count)
        return self._finish(self._start(request), reporter)

    def classify_models(
        self,
        models: Iterable[M],
        texts: Iterable[Text],
        *,
        max_predictions: int | None = None,
        label_filter: Iterable[str] | None = None,
        lane: Lane = "automatic",
        timeout: float | None = None,
    ) -> dict[M, Result]:
        """Classifies the same texts with several models at the same time: a result for each.

        Each text is billed once for each model. A model that is archived or does not exist fails
        alone: its result has the errors. Raises if no model gave any answer.
        """
        parameters = ClassifyParameters(max_predictions, label_filter, lane, timeout)
        requests = requests_for_models(models, texts, parameters)
        calls: list[PendingCall[Result]] = []
        ended: ModelResults[M] = ModelResults()
        try:
            for request in requests.values():
                calls.append(self._start(request))
            for model, call in zip(requests, calls):
                with ended.of(model):
                    ended.results[model] = self._finish(call)
        except BaseException:
            for call in calls:
                call.give_up()
            raise
        return ended.checked()

    def classify_one(
        self,
        model: int | str,
        text: Text,
        *,
        max_predictions: int | None = None,
        label_filter: Iterable[str] | None = None,
        timeout: float | None = None,
    ) -> Classification:
        """Classifies one text ahead of bulk calls. Raises if it cannot be."""
        parameters = ClassifyParameters(max_predictions, label_filter, timeout=timeout)
        request = ClassifyRequest(model, [text], parameters)
        return self._finish(self._start(request))[0]

    def classify_stream(
        self,
        model: int | str,
        rows: Iterable[Row],
        *,
        key: Callable[[Row], Text] | None = None,
        max_predictions: int | None = None,
        label_filter: Iterable[str] | None = None,
        lane: Lane = "bulk",
        chunk_texts: int = CHUNK_TEXTS,
        progress: ProgressLike | None = None,
    ) -> Generator[tuple[Row, Classification], None, None]:
        """Classifies rows as they come, however many, and yields (row, what its text ended with) in
        their order.

        Memory is bounded: of `chunk_texts` rows, up to three chunks are held. A row is a text, or
        anything of which `key` gives the text. The same text twice within a chunk is sent once. A
        text that cannot be classified has its error; what ends the whole work (a wrong key, the
        quota, an outage) raises, and so does what `rows` or `key` raises, after the chunks before.
        Closing the generator, or leaving its loop, gives up what is under way.
        """
        parameters = ClassifyParameters(max_predictions, label_filter, lane)
        stream = Stream(model, rows, key, chunk_texts, progress, parameters)
        return self._stream(stream, rows)

    def _stream(
        self, stream: Stream, rows: Iterable[Row]
    ) -> Generator[tuple[Row, Classification], None, None]:
        ahead: ReadAhead[PendingCall[Result]] = ReadAhead(stream, StopIteration)
        chunks = stream.chunks(rows)
        try:
            while True:
                while ahead.wants_more:
                    try:
                        chunk = next(chunks)
                    except Exception as error:
                        ahead.end(error)
                        break
                    ahead.add(chunk, self._start(chunk.request))
                under_way = ahead.next()
                if under_way is None:
                    return
                read, call = under_way
                try:
                    result = self._finish(call)
                except LabelfError as error:
                    result = texts_own(error)
                yield from ahead.pairs(read, result)
        finally:
            for call in ahead.leave():
                call.give_up()

    def similarity(
        self,
        base: Compared,
        compared: Compared,
        *,
        top_n: int | None = None,
        lane: Lane = "automatic",
        timeout: float | None = None,
    ) -> Matches:
        """Compares each text of `compared` with each of `base`, any number of either, and keeps the
        best `top_n` base texts of each (None for all).

        Either may be a mapping from ids to texts; without ids, texts go by their places. A text
        that cannot be compared has an error of its own; the call raises if it was not taken, or if
        no text has matches.
        """
        request = SimilarityRequest(base, compared, top_n=top_n, lane=lane, timeout=timeout)
        return self._finish(self._start(request))

    def _start(self, request: Request[T]) -> PendingCall[T]:
        """Starts a call; waits for room in the queue if there is none."""
        pending = self._try_to_start(request)
        if pending is None:
            room = RoomInQueue(request, self._total_timeout_ms)
            while pending is None:
                time.sleep(room.pause())
                room.looks()
                pending = self._try_to_start(request)
        return pending

    def _finish(self, pending: PendingCall[T], reporter: Progress | None = None) -> T:
        """Waits in slices, so that Python sees Ctrl-C. Whatever is raised here gives the call
        up."""
        try:
            return self._settled(pending, reporter)
        except BaseException:
            pending.give_up()
            raise

    def _settled(self, pending: PendingCall[T], reporter: Progress | None) -> T:
        is_main = threading.current_thread() is threading.main_thread()
        slice_ms = SLICE_MS if is_main or reporter is not None else LONG_SLICE_MS
        while True:
            settled = pending.wait(slice_ms)
            if settled is not None:
                if reporter is not None:
                    reporter.reach(pending.request.count)
                return settled
            if reporter is not None:
                reporter.reach(pending.progress)

    def close(self, timeout: float | None = 0) -> int:
        """Takes no more calls, waits up to `timeout` seconds for those of other threads (None: as
        long as it takes), gives up the rest (ClosedError), and says how many that were."""
        milliseconds = wait_ms(timeout)
        close = self._closing()
        if milliseconds == 0:
            return close(0)
        try:
            return interruptible(lambda: close(milliseconds))
        except BaseException:
            close(0)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
