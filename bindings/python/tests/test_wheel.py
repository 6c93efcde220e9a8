"""The wheel: what is in it, what it says of itself, and ten lines in a new environment."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import REPOSITORY, samples
from pytest_labelf import Sandbox

PACKAGE = REPOSITORY / "bindings" / "python"
LIBRARY = REPOSITORY / "build" / "lib" / "liblabelf.so.1"


def run(*command: object, **environment: str) -> str:
    """What a command prints, with nothing of these tests in its environment."""
    plain = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("LABELF_") and name not in ("PYTHONPATH", "LD_LIBRARY_PATH")
    }
    ran = subprocess.run(
        [str(part) for part in command],
        env={**plain, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout
    return ran.stdout


def build(directory: Path, library: str) -> Path:
    """Makes a wheel from a copy of the package, with the build tools that are here."""
    source = directory / "source"
    shutil.copytree(
        PACKAGE, source, ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__")
    )
    run(
        *(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"),
        *("--disable-pip-version-check", "-w", directory, source),
        LABELF_BUILD_LIBRARY=library,
    )
    (wheel,) = directory.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"), str(LIBRARY))


def test_the_wheel_is_for_any_python_and_this_platform(wheel: Path) -> None:
    assert re.fullmatch(r"labelf-[\d.]+-py3-none-linux_\w+\.whl", wheel.name)


def test_the_wheel_carries_the_very_library(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert archive.read("labelf/liblabelf.so.1") == LIBRARY.read_bytes()
    assert "labelf/py.typed" in names
    assert not [name for name in names if "test" in name and not name.startswith("pytest_labelf")]


def test_auditwheel_finds_what_the_name_says(wheel: Path) -> None:
    said = " ".join(run(Path(sys.executable).with_name("auditwheel"), "show", wheel).split())
    machine = os.uname().machine
    assert f'consistent with the following platform tag: "linux_{machine}"' in said
    # Of what the library itself needs, only these two are not in every Linux.
    needed = run("readelf", "-d", LIBRARY)
    libraries = set(re.findall(r"NEEDED.*\[(.*)\]", needed))
    assert libraries <= {"libcurl.so.4", "libjansson.so.4", "libm.so.6", "libc.so.6"}


def test_a_wheel_for_packagers_carries_no_library(tmp_path: Path) -> None:
    wheel = build(tmp_path, "none")
    assert wheel.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if ".so" in name]


def test_ten_lines_in_a_new_environment(
    wheel: Path, tmp_path: Path, labelf_sandbox: Sandbox
) -> None:
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "new")
    python = tmp_path / "new" / "bin" / "python"
    run(
        *(sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"),
        *("install", "-q", "--no-index", wheel),
    )
    program = tmp_path / "ten_lines.py"
    program.write_text(samples(REPOSITORY / "README.md")[0])
    said = run(
        *(python, program),
        LABELF_BASE_URL=labelf_sandbox.url,
        LABELF_API_KEY=labelf_sandbox.key,
    )
    assert "Delivery" in said
    loaded = run(python, "-c", "import labelf._native as n; print(n.library._name)").strip()
    assert Path(loaded).parent.name == "labelf"
    assert tmp_path in Path(loaded).parents


def test_the_library_that_the_environment_names_is_the_only_one_tried(tmp_path: Path) -> None:
    program = "import sys\ntry:\n    import labelf\nexcept ImportError as error:\n    print(error)"
    source = str(PACKAGE / "src")
    said = run(
        *(sys.executable, "-c", program),
        PYTHONPATH=source,
        LABELF_LIBRARY=str(tmp_path / "nothing.so"),
    )
    assert "nothing.so" in said
    assert "LABELF_LIBRARY" in said


def test_the_systems_library_is_found(tmp_path: Path) -> None:
    (tmp_path / "liblabelf.so.1").symlink_to(LIBRARY)
    program = "import labelf; print(labelf.library_version)"
    said = run(
        *(sys.executable, "-c", program),
        PYTHONPATH=str(PACKAGE / "src"),
        LD_LIBRARY_PATH=str(tmp_path),
    )
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", said)


def test_the_plugin_comes_with_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        assert archive.read(name).decode().split() == ["[pytest11]", "labelf", "=", "pytest_labelf"]
