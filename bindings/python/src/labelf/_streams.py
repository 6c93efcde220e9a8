"""What classifying a stream has in common, blocking or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from labelf._calls import Waiting
from labelf.errors import LabelfError, RefusedError, TextError
from labelf.results import Result

# As many texts as keep all connections busy for long, and few enough to hold.
CHUNK_TEXTS = 4096
# One is read, one is under way, and one waits for its turn, so that the connections never idle.
CHUNKS_AHEAD = 3


class Chunk(NamedTuple):
    """Rows whose texts were sent together."""

    rows: list[Any]
    waiting: Waiting[Result]


def texts_errors(error: LabelfError) -> Result:
    """What a chunk ended with of which every text failed, if the texts alone are to blame: another
    chunk's may be good. Raises anything else."""
    if isinstance(error.result, Result) and isinstance(error, (TextError, RefusedError)):
        return error.result
    raise error


def settled_chunk(finish: Callable[[], Result]) -> Result:
    """What a chunk ended with."""
    try:
        return finish()
    except LabelfError as error:
        return texts_errors(error)
