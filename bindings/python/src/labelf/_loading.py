"""Finds liblabelf.so.1: the one that LABELF_LIBRARY names, the wheel's own, or the system's."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

SONAME = "liblabelf.so.1"


def load_library() -> ctypes.CDLL:
    """Loads the library. ImportError, with what was tried, if there is none.

    A library that LABELF_LIBRARY names is the only one that is tried: whoever sets it wants no
    other.
    """
    named = os.environ.get("LABELF_LIBRARY")
    own = Path(__file__).with_name(SONAME)
    if named:
        path = named
    elif own.exists():
        path = str(own)
    else:
        path = SONAME
    try:
        return ctypes.CDLL(path)
    except OSError as error:
        raise ImportError(
            f"labelf needs {SONAME}, and could not load {path}: {error}. Install liblabelf1 or a"
            " wheel that carries it, or name the file in LABELF_LIBRARY."
        ) from error
