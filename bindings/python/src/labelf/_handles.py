"""What the library gives out, freed when nobody refers to it any more."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Callable
from typing import Any, ClassVar

from labelf._native import library


class Process:
    """Which process this is, without asking the system each time."""

    #: Changes in each forked child.
    generation = 0

    @classmethod
    def forked(cls) -> None:
        cls.generation += 1


os.register_at_fork(after_in_child=Process.forked)


class Collection:
    """Python's garbage collector calls the finalizers of a cycle in any order. What is in one with
    a client or a result may still use it in its own: these are freed when the collector is done."""

    is_running = False
    garbage: ClassVar[list[Handle]] = []

    @classmethod
    def turn(cls, phase: str, _: dict[str, int]) -> None:
        """The collector begins, or is done."""
        cls.is_running = phase == "start"
        while cls.garbage and not cls.is_running:
            handle = cls.garbage.pop()
            # Here and in the function's argument: whoever else has it has brought it back for good.
            if sys.getrefcount(handle) <= 2:
                handle.free()


gc.callbacks.append(Collection.turn)


class Handle:
    """Owns one object of the library. It may be passed to the library's functions as it is.

    Frees it when the last reference goes: whoever is inside a function that uses it holds one. At
    the end of the program nothing is freed: there is no order in that.
    """

    __slots__ = ("__weakref__", "_as_parameter_", "_free")

    def __init__(self, address: int, free: Callable[[int], Any]) -> None:
        self._as_parameter_ = address
        self._free = free

    def __del__(self, is_finalizing: Callable[[], bool] = sys.is_finalizing) -> None:
        if is_finalizing():
            return
        if Collection.is_running:
            Collection.garbage.append(self)
        else:
            self.free()

    def free(self) -> None:
        """To be called once, when nobody can use it any more."""
        self._free(self._as_parameter_)

    @property
    def address(self) -> int:
        return self._as_parameter_

    def __reduce__(self) -> Any:
        raise TypeError("an object of the library cannot be pickled")


def owned_string(address: int | None) -> str:
    """As take_string, of a string that ends where its NUL is."""
    return take_string(address, len(ctypes.string_at(address)) if address else 0)


def take_string(address: int | None, length: int) -> str:
    """The text of a string that the library has given to its caller, who frees it."""
    if not address:
        raise MemoryError("liblabelf has no memory for a string")
    try:
        return ctypes.string_at(address, length).decode()
    finally:
        library.labelf_string_free(address)
