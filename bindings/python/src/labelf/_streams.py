"""What classifying a stream has in common, blocking or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from labelf._progress import Progress, ProgressLike
from labelf._requests import ClassifyRequest
from labelf.errors import LabelfError, RefusedError, TextError
from labelf.results import Result

if TYPE_CHECKING:
    from labelf._texts import Text

# As many texts as keep all connections busy for long, and few enough to hold.
CHUNK_TEXTS = 4096
# One is read, one is under way, and one waits for its turn, so that the connections never idle.
CHUNKS_AHEAD = 3


class Lot(NamedTuple):
    """Rows, and what asks for their texts together."""

    rows: Sequence[Any]
    request: ClassifyRequest


class Stream:
    """How rows become requests."""

    def __init__(
        self,
        model: int,
        rows: Any,
        key: Callable[[Any], Text] | None,
        chunk_texts: int,
        progress: ProgressLike | None,
        **options: Any,
    ) -> None:
        if chunk_texts < 1:
            raise ValueError("chunk_texts has to be at least 1")
        if isinstance(rows, (str, bytes)):
            raise TypeError("rows has to be an iterable of texts, and is a single one")
        labels = options.pop("label_filter")
        options["label_filter"] = None if labels is None else list(labels)
        self._model = model
        self._key = key
        self._options = options
        self.chunk_texts = chunk_texts
        self.progress = Progress(progress, len(rows) if isinstance(rows, Sized) else None)

    def lot(self, rows: list[Any]) -> Lot:
        """What is asked for so many rows."""
        texts = rows if self._key is None else list(map(self._key, rows))
        return Lot(rows, ClassifyRequest(self._model, texts, **self._options))

    def lots(self, rows: Iterable[Any]) -> Iterator[Lot]:
        """Reads rows as they are needed."""
        source = iter(rows)
        while True:
            read = list(islice(source, self.chunk_texts))
            if not read:
                return
            yield self.lot(read)


def texts_own(error: LabelfError) -> Result:
    """What a lot ended with of which every text failed, if the texts alone are to blame: another
    lot's may be good. Raises anything else."""
    if isinstance(error.result, Result) and isinstance(error, (TextError, RefusedError)):
        return error.result
    raise error
