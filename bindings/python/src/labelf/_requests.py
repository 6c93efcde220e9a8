"""What a client can be asked for: each is a call of the library, from its start to what it ended
with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, cast, sizeof
from typing import Any, Union

from labelf import _structs
from labelf._arguments import INT32, label_names, whole, whole_or_default
from labelf._calls import LANES, checked_lane, finish_call, start_call
from labelf._handles import Handle
from labelf._native import library
from labelf._texts import PackedTexts, Text, as_sequence
from labelf.errors import LabelfError
from labelf.matches import Matches
from labelf.results import Result

#: Texts to compare: alone, or by their ids.
Compared = Union[Iterable[Text], Mapping[Any, Text]]


class Wanted:
    """How texts are to be classified."""

    def __init__(
        self,
        max_predictions: int | None = None,
        label_filter: Iterable[str] | None = None,
        lane: str = "automatic",
        timeout_ms: int | None = None,
    ) -> None:
        self.max_predictions = whole_or_default("max_predictions", max_predictions, INT32)
        self.labels = label_names(label_filter)
        self.lane = checked_lane(lane)
        self.timeout_ms = whole_or_default("timeout_ms", timeout_ms)


class ClassifyRequest:
    """Texts for a model."""

    def __init__(self, model: int, texts: Sequence[Text] | PackedTexts, wanted: Wanted) -> None:
        self.model = whole("model", model)
        self.texts = texts if isinstance(texts, PackedTexts) else PackedTexts(texts)
        self.count = self.texts.count
        self.wanted = wanted
        self.lane = wanted.lane
        self.timeout_ms = wanted.timeout_ms

    def start(self, client: Handle, *, queued: bool) -> Handle:
        options = _structs.ClassifyOptions(
            size=sizeof(_structs.ClassifyOptions),
            max_predictions=self.wanted.max_predictions,
            lane=LANES[self.lane],
            timeout_ms=self.timeout_ms,
            queue_completion=queued,
        )
        names = self.wanted.labels
        if names is not None:
            labels = (c_char_p * len(names))(*map(str.encode, names))
            options.label_filter = cast(labels, POINTER(c_char_p))
            options.label_filter_count = len(names)
        texts = self.texts
        asked = self.model, texts.address, texts.count, byref(options)
        return start_call(library.labelf_classify_start, client, *asked)

    def finish(self, call: Handle, timeout_ms: int) -> Result | None:
        return finish_call(library.labelf_call_wait, call, timeout_ms, self._result)

    @staticmethod
    def _result(address: int) -> Result:
        return Result(Handle(address, library.labelf_result_free))


def requests_for_models(
    models: Iterable[int], texts: Iterable[Text], wanted: Wanted
) -> dict[int, ClassifyRequest]:
    """The same texts for each model."""
    packed = PackedTexts(as_sequence(texts))
    requests = (ClassifyRequest(model, packed, wanted) for model in models)
    return {request.model: request for request in requests}


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
        self.top_n = whole_or_default("top_n", top_n, INT32)
        self.lane = checked_lane(lane)
        self.timeout_ms = whole_or_default("timeout_ms", timeout_ms)

    def start(self, client: Handle, *, queued: bool) -> Handle:
        options = _structs.SimilarityOptions(
            size=sizeof(_structs.SimilarityOptions),
            top_n=self.top_n,
            lane=LANES[self.lane],
            timeout_ms=self.timeout_ms,
            queue_completion=queued,
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
