"""The library's memory as memoryviews that keep their owner alive."""

from __future__ import annotations

import ctypes
from typing import Any

# A view of float64: what a memoryview gives depends on its format, and type checkers say int.
Floats = Any


def view(pointer: Any, count: int, owner: object) -> memoryview:
    """`count` items from a ctypes pointer on, which nobody can write to. The view, and whatever is
    made over it, keeps `owner`, whose memory it is."""
    item = pointer._type_
    if count == 0 or not pointer:
        return memoryview((item * 0)()).cast("B").cast(item._type_).toreadonly()
    items = (item * count).from_address(ctypes.addressof(pointer.contents))
    items.owner = owner
    # ctypes says "<i" for an int32; the plain code is what memoryview can index.
    return memoryview(items).cast("B").cast(item._type_).toreadonly()
