"""Kills `labelf classify` before, within and after each of its operations on files, and resumes it.

The output is always that of a run that nobody disturbed, and no row is asked about again that was
written. kill_at.c, which is preloaded, does the killing.
"""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from harness import Run, asked_texts, control, tool
from numbered_rows import texts_of, write_input, written

#: How the sandbox of these tests is started.
SANDBOX = ("--latency", "1-2")

ROWS = 150


class Job:
    """A small job, and what came of it."""

    def __init__(self, directory: Path, suffix: str, preload: Path) -> None:
        self.preload = preload
        self.texts = texts_of(ROWS)
        self.input = directory / f"input{suffix}"
        self.output = directory / f"killed{suffix}"
        self.journal = Path(f"{self.output}.labelf")
        write_input(self.input, self.texts)
        whole = directory / f"whole{suffix}"
        assert self.run(whole).status == 1
        self.expected = whole.read_bytes()

    def run(self, output: Path, kill: tuple[int, str] | None = None) -> Run:
        env: dict[str, str | None] = {}
        if kill:
            env = {"LD_PRELOAD": str(self.preload), "KILL_AT": str(kill[0]), "KILL_HOW": kill[1]}
        arguments = ("--max-predictions", "1", "--quiet", "--resume")
        return tool("classify", "--model", "1", "-i", self.input, "-o", output, *arguments, env=env)

    def finish(self) -> None:
        """Resumes it, and looks at all that there is to look at."""
        there = written(self.output)
        control("DELETE", "/sandbox/report")
        run = self.run(self.output)
        assert run.status == 1, run
        again = asked_texts() & set(self.texts[:there])
        assert not again, f"asked again: {again}"
        assert self.output.read_bytes() == self.expected, "the output is another"
        assert not self.journal.exists(), "the journal is left"


@pytest.fixture(scope="module")
def preload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("preload") / "kill_at.so"
    source = Path(__file__).with_name("kill_at.c")
    flags = ["-std=c11", "-Wall", "-Wextra", "-Werror", "-O1", "-fPIC", "-shared"]
    compiler = os.environ.get("CC", "cc")
    subprocess.run([compiler, *flags, "-o", str(library), str(source), "-ldl"], check=True)
    return library


@pytest.mark.parametrize("how", ["before", "within", "after"])
@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_each_operation(directory: Path, suffix: str, how: str, preload: Path) -> None:
    """Kills a run at each operation, and the one that resumes it at another."""
    job = Job(directory, suffix, preload)
    place = 1
    while True:
        job.output.unlink(missing_ok=True)
        job.journal.unlink(missing_ok=True)
        first = job.run(job.output, (place, how))
        if first.status != -signal.SIGKILL:
            break
        second = job.run(job.output, (place % 7 + 1, how))
        where = f"operation {place}, and then {place % 7 + 1}"
        assert second.status in (1, -signal.SIGKILL), (where, second)
        try:
            job.finish()
        except AssertionError as error:
            raise AssertionError(f"{where}: {error}") from error
        place += 1
    assert place > 10, f"{place - 1} operations are too few"
