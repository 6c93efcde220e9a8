"""What a client can be asked for, alone or as chunks of a stream: each is a call of the library,
from its start to what it ended with."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, cast, sizeof
from itertools import islice
from typing import Any, Generic, NamedTuple, TypeVar, Union

from labelf import _structures
from labelf._arguments import (
    INT32,
    PackedTexts,
    Text,
    as_sequence,
    deadline_ms,
    label_names,
    model_id,
    whole,
    whole_or_default,
)
from labelf._calls import LANES, Progress, ProgressLike, checked_lane, finish_call, start_call
from labelf._handles import Handle
from labelf._native import library
from labelf.errors import LabelfError, RefusedError, TextError
from labelf.matches import Matches
from labelf.results import Classification, Result

C = TypeVar("C")
M = TypeVar("M", int, str)
# As many texts as keep all connections busy for long, and few enough to hold.
CHUNK_TEXTS = 4096
# One is read, one is under way, and one waits for its turn, so that the connections never idle.
CHUNKS_AHEAD = 3

#: Texts to compare: alone, or by their ids.
Compared = Union[Iterable[Text], Mapping[Any, Text]]


class ClassifyParameters:
    """How texts are to be classified."""

    def __init__(
        self,
        max_predictions: int | None = None,
        label_filter: Iterable[str] | None = None,
        lane: str = "automatic",
        timeout: float | None = None,
    ) -> None:
        self.max_predictions = whole_or_default("max_predictions", max_predictions, INT32)
        self.labels = label_names(label_filter)
        self.lane = checked_lane(lane)
        self.deadline_ms = deadline_ms(timeout)


class ClassifyRequest:
    """Texts for a model."""

    def __init__(
        self, model: int | str, texts: Sequence[Text] | PackedTexts, parameters: ClassifyParameters
    ) -> None:
        self.model = model_id(model)
        self.texts = texts if isinstance(texts, PackedTexts) else PackedTexts(texts)
        self.count = self.texts.count
        self.parameters = parameters
        self.lane = parameters.lane
        self.deadline_ms = parameters.deadline_ms

    def start(self, client: Handle, queue: Handle | None) -> Handle:
        options = _structures.ClassifyOptions(
            size=sizeof(_structures.ClassifyOptions),
            max_predictions=self.parameters.max_predictions,
            lane=LANES[self.lane],
            deadline_ms=self.deadline_ms,
            queue=None if queue is None else queue.address,
        )
        names = self.parameters.labels
        if names is not None:
            labels = (c_char_p * len(names))(*map(str.encode, names))
            options.label_filter = cast(labels, POINTER(c_char_p))
            options.label_filter_count = len(names)
        texts = self.texts
        asked = self.model, texts.address, texts.count, byref(options)
        return start_call(library.labelf_classify_start, client, *asked)

    def finish(self, call: Handle, timeout_ms: int) -> Result | None:
        return finish_call(library.labelf_classify_wait, call, timeout_ms, self._result)

    @staticmethod
    def _result(address: int) -> Result:
        return Result(Handle(address, library.labelf_result_free))


def requests_for_models(
    models: Iterable[M], texts: Iterable[Text], parameters: ClassifyParameters
) -> dict[M, ClassifyRequest]:
    """The same texts for each model."""
    packed = PackedTexts(as_sequence(texts))
    requests = ((model, ClassifyRequest(model, packed, parameters)) for model in models)
    # A number of numpy is a number here.
    return {
        model if isinstance(model, str) else request.model: request for model, request in requests
    }


class ModelResults(Generic[M]):
    """What each model's call ended with."""

    def __init__(self) -> None:
        self.results: dict[M, Result] = {}
        self._first: LabelfError | None = None

    @contextmanager
    def of(self, model: M) -> Iterator[None]:
        """Keeps what a call raises that failed as a whole: another model's may not."""
        try:
            yield
        except LabelfError as error:
            if not isinstance(error.result, Result):
                raise
            self.results[model] = error.result
            self._first = self._first or error

    def checked(self) -> dict[M, Result]:
        """The results. Raises the first error if there is no answer at all."""
        answered = any(0 in result.columns.statuses for result in self.results.values())
        if self._first is not None and not answered:
            raise self._first
        return self.results


class SimilarityRequest:
    """Texts to compare with base texts."""

    def __init__(
        self,
        base: Compared,
        compared: Compared,
        *,
        top_n: int | None = None,
        lane: str = "automatic",
        timeout: float | None = None,
    ) -> None:
        self.base_ids, base_texts = _with_ids(base)
        self.ids, texts = _with_ids(compared)
        self.base = PackedTexts(base_texts)
        self.compared = PackedTexts(texts)
        self.count = self.compared.count
        self.top_n = whole_or_default("top_n", top_n, INT32)
        self.lane = checked_lane(lane)
        self.deadline_ms = deadline_ms(timeout)

    def start(self, client: Handle, queue: Handle | None) -> Handle:
        options = _structures.SimilarityOptions(
            size=sizeof(_structures.SimilarityOptions),
            top_n=self.top_n,
            lane=LANES[self.lane],
            deadline_ms=self.deadline_ms,
            queue=None if queue is None else queue.address,
        )
        base, compared = self.base, self.compared
        asked = base.address, base.count, compared.address, compared.count, byref(options)
        return start_call(library.labelf_similarity_start, client, *asked)

    def finish(self, call: Handle, timeout_ms: int) -> Matches | None:
        return finish_call(library.labelf_similarity_wait, call, timeout_ms, self._matches)

    def _matches(self, address: int) -> Matches:
        return Matches(Handle(address, library.labelf_matches_free), self.base_ids, self.ids)


def _with_ids(texts: Compared) -> tuple[Sequence[Any] | None, Sequence[Text]]:
    """Ids, if there are any, and texts."""
    if isinstance(texts, Mapping):
        return list(texts), list(texts.values())
    return None, as_sequence(texts)


class Chunk(NamedTuple):
    """Rows, and what asks for their texts together."""

    rows: Sequence[Any]
    request: ClassifyRequest


class Stream:
    """How rows become requests. A wrong argument is told when this is made, before the first row is
    asked for."""

    def __init__(
        self,
        model: int | str,
        rows: Any,
        key: Callable[[Any], Text] | None,
        chunk_texts: int,
        progress: ProgressLike | None,
        parameters: ClassifyParameters,
    ) -> None:
        self.chunk_texts = whole("chunk_texts", chunk_texts)
        if self.chunk_texts < 1:
            raise ValueError("chunk_texts has to be at least 1")
        _check_rows(rows)
        self._model = model_id(model)
        self._key = key
        self._parameters = parameters
        self._read = 0
        self.progress = Progress(progress, len(rows) if isinstance(rows, Sized) else None)

    def chunk(self, rows: list[Any]) -> Chunk:
        """The request for these rows."""
        key = self._key
        # Not with map: it would take a StopIteration out of `key` for the end of the rows.
        texts = PackedTexts(rows if key is None else [key(row) for row in rows], self._read)
        self._read += len(rows)
        return Chunk(rows, ClassifyRequest(self._model, texts, self._parameters))

    def chunks(self, rows: Iterable[Any]) -> Iterator[Chunk]:
        """Reads rows as they are needed."""
        source = iter(rows)
        while True:
            read = list(islice(source, self.chunk_texts))
            if not read:
                return
            yield self.chunk(read)


class ReadAhead(Generic[C]):
    """The chunks of a stream that are under way, and what ended the reading of its rows: what the
    blocking and the asynchronous client do between their waits."""

    def __init__(self, stream: Stream, exhausted: type[Exception]) -> None:
        self._progress = stream.progress
        # What says that the rows have come to their end; anything else is an error of theirs.
        self._exhausted = exhausted
        self._calls: deque[tuple[list[Any], C]] = deque()
        self._end: Exception | None = None

    @property
    def wants_more(self) -> bool:
        return self._end is None and len(self._calls) < CHUNKS_AHEAD

    def add(self, chunk: Chunk, call: C) -> None:
        self._calls.append((list(chunk.rows), call))

    def end(self, error: Exception) -> None:
        """The rows have ended, or cannot be read. What was read before has its answers first."""
        self._end = error

    def next(self) -> tuple[list[Any], C] | None:
        """The rows and the call that are to be waited for; None at the end. Raises what ended the
        rows before their end."""
        if self._calls:
            return self._calls.popleft()
        if self._end is not None and not isinstance(self._end, self._exhausted):
            raise self._end
        return None

    def pairs(self, rows: list[Any], result: Result) -> Iterator[tuple[Any, Classification]]:
        self._progress.advance(len(rows))
        return zip(rows, result)

    def leave(self) -> list[C]:
        """The calls that are to be given up."""
        self._end = None  # whose traceback leads to the caller
        return [call for _, call in self._calls]


def _check_rows(rows: Any) -> None:
    if isinstance(rows, (str, bytes)):
        raise TypeError("rows has to be an iterable of texts, and is a single one")
    if hasattr(rows, "itertuples"):
        raise TypeError("a data frame gives the names of its columns: rows may be its itertuples()")
    # A class that has only __getitem__ will do, as it does for iter().
    if not any(hasattr(rows, name) for name in ("__iter__", "__aiter__", "__getitem__")):
        raise TypeError(f"rows has to be an iterable, and is a {type(rows).__name__}")


def texts_own(error: LabelfError) -> Result:
    """What a chunk ended with of which every text failed, if the texts alone are to blame: another
    chunk's may be good. Raises anything else."""
    if isinstance(error.result, Result) and isinstance(error, (TextError, RefusedError)):
        return error.result
    raise error
