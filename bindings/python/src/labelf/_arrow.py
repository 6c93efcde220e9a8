"""Results and matches by Arrow's PyCapsule protocol, for whatever reads it: the library fills in
the structs, and frees what is behind them, on any thread and without Python."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable
from ctypes import CFUNCTYPE, c_void_p
from typing import TYPE_CHECKING, Any, ClassVar

from labelf._handles import Handle
from labelf._native import Status
from labelf._outcomes import take_error

if TYPE_CHECKING:
    import pyarrow


class Kind:
    """A struct of labelf_arrow.h. Its `release` takes its address, and is NULL when it is released,
    or was moved."""

    def __init__(self, name: bytes, words: int, release: int) -> None:
        self.name = ctypes.create_string_buffer(name)  # a capsule keeps the address
        self.size = words * 8
        self._release = release * 8

    def release(self, struct: int) -> None:
        function = c_void_p.from_address(struct + self._release).value
        if function is not None:
            RELEASE(function)(struct)


RELEASE = CFUNCTYPE(None, c_void_p)
SCHEMA = Kind(b"arrow_schema", 9, 7)
ARRAY = Kind(b"arrow_array", 10, 8)
STREAM = Kind(b"arrow_array_stream", 5, 3)


def _python(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of Python's own, with types of its own: others may declare it, too."""
    return ctypes.PYFUNCTYPE(result, *arguments)((name, ctypes.pythonapi))


_new_capsule = _python("PyCapsule_New", ctypes.py_object, c_void_p, c_void_p, c_void_p)
_allocate = _python("PyMem_RawCalloc", c_void_p, ctypes.c_size_t, ctypes.c_size_t)
_free = _python("PyMem_RawFree", None, c_void_p)


class Capsules:
    """The capsules that were given out, each with its struct, which is freed when nobody else has
    the capsule: at the next one, and whenever the garbage collector has run.

    A destructor of the capsule would be told at once. But one that is written in Python may not run
    while an exception is on its way: it would be lost, and capsules do go just then. In most of
    them nothing is left by that time: whoever reads one moves what is in it. At the end of the
    program nothing is freed, as for all handles.
    """

    given: ClassVar[list[tuple[Any, Kind, int]]] = []

    @classmethod
    def give(cls, kinds: list[Kind], fill: Callable[..., int]) -> list[Any]:
        """Capsules of the kinds, whose structs a function of the library has filled in."""
        cls.sweep()
        made = []
        for kind in kinds:
            struct = _allocate(1, kind.size)
            if struct is None:
                raise MemoryError("Python has no memory for a capsule")
            capsule = _new_capsule(struct, ctypes.addressof(kind.name), None)
            cls.given.append((capsule, kind, struct))
            made.append((capsule, struct))
        code = fill(*(struct for _, struct in made))
        if code != Status.OK:
            raise take_error(c_void_p(), code)
        return [capsule for capsule, _ in made]

    @classmethod
    def sweep(cls) -> None:
        """Frees what nobody has any more. Each entry is somebody's alone while it is looked at: it
        may be called by other threads at the same time, and by the collector in between."""
        kept = []
        while cls.given:
            entry = cls.given.pop()
            # In the entry, and in the function's argument.
            if sys.getrefcount(entry[0]) > 2:
                kept.append(entry)
            else:
                _, kind, struct = entry
                kind.release(struct)
                _free(struct)
        cls.given += kept

    @classmethod
    def turn(
        cls,
        phase: str,
        _: dict[str, int],
        is_finalizing: Callable[[], bool] = sys.is_finalizing,
    ) -> None:
        """The collector begins, or is done."""
        if phase == "stop" and cls.given and not is_finalizing():
            cls.sweep()


gc.callbacks.append(Capsules.turn)


class Rows:
    """What Arrow reads: a row for each text. Nothing of it is copied that the library need not copy
    (see labelf_result_arrow), and it keeps the library's result alive by itself.

    A `requested_schema` changes nothing: whoever asks casts what it gets.
    """

    _handle: Handle
    #: labelf_result_arrow and labelf_result_arrow_stream, or their like.
    _exports: ClassVar[tuple[Callable[..., int], Callable[..., int]]]

    def __arrow_c_schema__(self) -> Any:
        export, handle = self._exports[0], self._handle
        return Capsules.give([SCHEMA], lambda schema: export(handle, schema, None))[0]

    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]:
        export, handle = self._exports[0], self._handle
        schema, array = Capsules.give(
            [SCHEMA, ARRAY], lambda schema, array: export(handle, schema, array)
        )
        return schema, array

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        export, handle = self._exports[1], self._handle
        return Capsules.give([STREAM], lambda stream: export(handle, stream))[0]

    @property
    def arrow(self) -> ArrowRows:
        """The rows for readers of Arrow that would take the result for a sequence first, such as
        polars.DataFrame."""
        return ArrowRows(self)


class ArrowRows:
    """A result that is nothing but Arrow's; it keeps the result."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __arrow_c_schema__(self) -> Any:
        return self._rows.__arrow_c_schema__()

    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]:
        return self._rows.__arrow_c_array__(requested_schema)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._rows.__arrow_c_stream__(requested_schema)


class StoredRows(Rows):
    """The same of a result that was pickled, which has no memory of the library: by pyarrow."""

    def _batch(self) -> pyarrow.RecordBatch:
        raise NotImplementedError

    def __arrow_c_schema__(self) -> Any:
        return self._batch().schema.__arrow_c_schema__()

    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]:
        schema, array = self._batch().__arrow_c_array__(requested_schema)
        return schema, array

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._batch().__arrow_c_stream__(requested_schema)
