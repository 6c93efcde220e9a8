"""Builds the wheel: Python of any version, and liblabelf.so.1 of this platform.

LABELF_BUILD_LIBRARY names the library that the wheel carries; without it, what `make library` has
left in build/lib of the repository. With LABELF_BUILD_LIBRARY=none the wheel carries none, is for
any platform, and finds the system's: for packagers.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

try:
    from setuptools.command.bdist_wheel import bdist_wheel
except ImportError:
    from wheel.bdist_wheel import bdist_wheel

HERE = Path(__file__).resolve().parent
SONAME = "liblabelf.so.1"
NAMED = os.environ.get("LABELF_BUILD_LIBRARY", "")
LIBRARY = Path(NAMED) if NAMED else HERE.parents[1] / "build" / "lib" / SONAME
CARRIES = NAMED != "none"


def version() -> str:
    source = (HERE / "src" / "labelf" / "__init__.py").read_text()
    found = re.search(r'^__version__ = "(.+)"$', source, flags=re.M)
    assert found is not None
    return found[1]


class BuildWithLibrary(build_py):
    """Puts the library beside the modules."""

    def run(self) -> None:
        super().run()
        if not CARRIES or self.editable_mode:
            return
        if not LIBRARY.exists():
            raise SystemExit(f"{LIBRARY} is missing: `make library`, or set LABELF_BUILD_LIBRARY")
        # The name that it is loaded by, and the file itself, not the link.
        shutil.copyfile(LIBRARY.resolve(), Path(self.build_lib) / "labelf" / SONAME)


class PlatformDistribution(Distribution):
    """Not for every platform, if it carries the library."""

    def has_ext_modules(self) -> bool:
        return CARRIES


class PlatformWheel(bdist_wheel):
    """For any Python 3, as ctypes binds to none."""

    def get_tag(self) -> tuple[str, str, str]:
        return "py3", "none", super().get_tag()[2]


setup(
    version=version(),
    distclass=PlatformDistribution,
    cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": PlatformWheel},
)
