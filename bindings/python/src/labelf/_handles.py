"""What the library gives out, freed when nobody refers to it any more."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from typing import Any

from labelf._native import library


class Process:
    """Which process this is, without asking the system each time."""

    #: Changes in each forked child.
    generation = 0

    @classmethod
    def forked(cls) -> None:
        cls.generation += 1


os.register_at_fork(after_in_child=Process.forked)


class Handle:
    """Owns one object of the library. It may be passed to the library's functions as it is.

    Frees it when the last reference goes: whoever is inside a function that uses it holds one.
    """

    __slots__ = ("__weakref__", "_as_parameter_", "_free")

    def __init__(self, address: int, free: Callable[[int], Any]) -> None:
        self._as_parameter_ = address
        self._free = free

    def __del__(self) -> None:
        self._free(self._as_parameter_)

    @property
    def address(self) -> int:
        return self._as_parameter_

    def __reduce__(self) -> Any:
        raise TypeError("an object of the library cannot be pickled")


def take_string(address: int | None, length: int) -> str:
    """The text of a string that the library has given to its caller, who frees it."""
    if not address:
        raise MemoryError("liblabelf has no memory for a string")
    try:
        return ctypes.string_at(address, length).decode()
    finally:
        library.labelf_string_free(address)
