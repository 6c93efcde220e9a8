"""What classifying a stream has in common, blocking or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from labelf._arguments import whole
from labelf._progress import Progress, ProgressLike
from labelf._requests import ClassifyRequest, Wanted
from labelf._texts import PackedTexts
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
    """How rows become requests. A wrong argument is told when this is made, before the first row is
    asked for."""

    def __init__(
        self,
        model: int,
        rows: Any,
        key: Callable[[Any], Text] | None,
        chunk_texts: int,
        progress: ProgressLike | None,
        wanted: Wanted,
    ) -> None:
        self.chunk_texts = whole("chunk_texts", chunk_texts)
        if self.chunk_texts < 1:
            raise ValueError("chunk_texts has to be at least 1")
        _check_rows(rows)
        self._model = whole("model", model)
        self._key = key
        self._wanted = wanted
        self._read = 0
        self.progress = Progress(progress, len(rows) if isinstance(rows, Sized) else None)

    def lot(self, rows: list[Any]) -> Lot:
        """What is asked for so many rows."""
        key = self._key
        # Not with map: it would take a StopIteration out of `key` for the end of the rows.
        texts = PackedTexts(rows if key is None else [key(row) for row in rows], self._read)
        self._read += len(rows)
        return Lot(rows, ClassifyRequest(self._model, texts, self._wanted))

    def lots(self, rows: Iterable[Any]) -> Iterator[Lot]:
        """Reads rows as they are needed."""
        source = iter(rows)
        while True:
            read = list(islice(source, self.chunk_texts))
            if not read:
                return
            yield self.lot(read)


def _check_rows(rows: Any) -> None:
    if isinstance(rows, (str, bytes)):
        raise TypeError("rows has to be an iterable of texts, and is a single one")
    if hasattr(rows, "itertuples"):
        raise TypeError("a data frame gives the names of its columns: rows may be its itertuples()")
    # A class that has only __getitem__ will do, as it does for iter().
    if not any(hasattr(rows, name) for name in ("__iter__", "__aiter__", "__getitem__")):
        raise TypeError(f"rows has to be an iterable, and is a {type(rows).__name__}")


def texts_own(error: LabelfError) -> Result:
    """What a lot ended with of which every text failed, if the texts alone are to blame: another
    lot's may be good. Raises anything else."""
    if isinstance(error.result, Result) and isinstance(error, (TextError, RefusedError)):
        return error.result
    raise error
