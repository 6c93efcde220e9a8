"""A sandbox for each module, started as its SANDBOX says, and a directory for each test."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", default="100", help="how often test_kill.py kills a job")
    parser.addoption("--rows", default="20000", help="of how many rows")
    parser.addoption("--seed", default="1", help="with which chance")


@pytest.fixture(scope="module", autouse=True)
def sandbox(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    program = os.environ.get("LABELF_SANDBOX", str(ROOT / "build" / "bin" / "labelf-sandbox"))
    # Budgets that are shared live as long as the service that they are of.
    runtime = tmp_path_factory.mktemp("run")
    runtime.chmod(0o700)
    # It ends when its standard input does, however this process ends.
    process = subprocess.Popen(
        [program, "--port", "0", "--exit-with-stdin", *request.module.SANDBOX],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin and process.stdout
    said: dict[str, str] = {}
    while "key" not in said:
        line = process.stdout.readline()
        assert line, "the sandbox did not start"
        name, _, value = line.rstrip("\n").partition(" ")
        said[name] = value
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LABELF_BASE_URL", said["url"])
        environment.setenv("LABELF_API_KEY", said["key"])
        environment.setenv("XDG_RUNTIME_DIR", str(runtime))
        yield
    process.stdin.close()
    process.wait()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path
