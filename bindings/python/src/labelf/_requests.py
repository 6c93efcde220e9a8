"""What a client can be asked for: each is a call of the library, from its start to what it ended
with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_void_p, cast, sizeof
from typing import Any, Union

from labelf import _structs
from labelf._calls import LANES, checked_lane, failed, started
from labelf._failures import check
from labelf._handles import Handle
from labelf._native import library
from labelf._status import Status
from labelf._texts import PackedTexts, Text, as_sequence
from labelf.errors import LabelfError
from labelf.matches import Matches
from labelf.results import Result

#: Texts to compare: alone, or by their ids.
Compared = Union[Iterable[Text], Mapping[Any, Text]]


class ClassifyRequest:
    """Texts for a model."""

    def __init__(
        self,
        model: int,
        texts: Sequence[Text] | PackedTexts,
        *,
        max_predictions: int | None = None,
        label_filter: Iterable[str] | None = None,
        lane: str = "automatic",
        timeout_ms: int | None = None,
    ) -> None:
        self.model = model
        self.texts = texts if isinstance(texts, PackedTexts) else PackedTexts(texts)
        self.count = self.texts.count
        self.max_predictions = max_predictions or 0
        self.labels = None if label_filter is None else [label.encode() for label in label_filter]
        self.lane = checked_lane(lane)
        self.timeout_ms = timeout_ms or 0

    def start(self, client: Handle, *, queued: bool) -> Handle:
        options = _structs.ClassifyOptions(
            size=sizeof(_structs.ClassifyOptions),
            max_predictions=self.max_predictions,
            lane=LANES[self.lane],
            timeout_ms=self.timeout_ms,
            queue_completion=queued,
        )
        if self.labels is not None:
            labels = (c_char_p * len(self.labels))(*self.labels)
            options.label_filter = cast(labels, POINTER(c_char_p))
            options.label_filter_count = len(self.labels)
        texts = self.texts
        call, error = c_void_p(), c_void_p()
        status = library.labelf_classify_start(
            client,
            self.model,
            *(texts.address, texts.count),
            *(byref(options), byref(call), byref(error)),
        )
        check(status, error)
        return started(call)

    def finish(self, call: Handle, timeout_ms: int) -> Result | None:
        result, error = c_void_p(), c_void_p()
        status = library.labelf_call_wait(call, timeout_ms, byref(result), byref(error))
        if status == Status.PENDING:
            return None
        settled = None
        if result.value is not None:
            settled = Result(Handle(result.value, library.labelf_result_free))
        if settled is not None and status in (Status.OK, Status.PARTIAL):
            return settled
        raise failed(status, error, settled)


def requests_for_models(
    models: Iterable[int],
    texts: Iterable[Text],
    *,
    label_filter: Iterable[str] | None,
    **options: Any,
) -> dict[int, ClassifyRequest]:
    """The same texts for each model."""
    packed = PackedTexts(as_sequence(texts))
    labels = None if label_filter is None else list(label_filter)
    return {
        model: ClassifyRequest(model, packed, label_filter=labels, **options) for model in models
    }


class SeveralModels:
    """What each model's call ended with."""

    def __init__(self) -> None:
        self.results: dict[int, Result] = {}
        self._first: LabelfError | None = None

    @contextmanager
    def of(self, model: int) -> Iterator[None]:
        """Keeps what a call raises that failed as a whole: another model's may not."""
        try:
            yield
        except LabelfError as error:
            if not isinstance(error.result, Result):
                raise
            self.results[model] = error.result
            self._first = self._first or error

    def checked(self) -> dict[int, Result]:
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
        timeout_ms: int | None = None,
    ) -> None:
        self.base_ids, base_texts = _with_ids(base)
        self.ids, texts = _with_ids(compared)
        self.base = PackedTexts(base_texts)
        self.compared = PackedTexts(texts)
        self.count = self.compared.count
        self.top_n = top_n or 0
        self.lane = checked_lane(lane)
        self.timeout_ms = timeout_ms or 0

    def start(self, client: Handle, *, queued: bool) -> Handle:
        options = _structs.SimilarityOptions(
            size=sizeof(_structs.SimilarityOptions),
            top_n=self.top_n,
            lane=LANES[self.lane],
            timeout_ms=self.timeout_ms,
            queue_completion=queued,
        )
        base, compared = self.base, self.compared
        call, error = c_void_p(), c_void_p()
        status = library.labelf_similarity_start(
            client,
            *(base.address, base.count, compared.address, compared.count),
            *(byref(options), byref(call), byref(error)),
        )
        check(status, error)
        return started(call)

    def finish(self, call: Handle, timeout_ms: int) -> Matches | None:
        result, error = c_void_p(), c_void_p()
        status = library.labelf_similarity_wait(call, timeout_ms, byref(result), byref(error))
        if status == Status.PENDING:
            return None
        settled = None
        if result.value is not None:
            handle = Handle(result.value, library.labelf_matches_free)
            settled = Matches(handle, self.base_ids, self.ids)
        if settled is not None and status in (Status.OK, Status.PARTIAL):
            return settled
        raise failed(status, error, settled)


def _with_ids(texts: Compared) -> tuple[Sequence[Any] | None, Sequence[Text]]:
    """Ids, if there are any, and texts."""
    if isinstance(texts, Mapping):
        return list(texts), list(texts.values())
    return None, as_sequence(texts)
