"""Kills `labelf classify` before, within and after each of its operations on files, and resumes it.

    kill_at.py LIBRARY

LIBRARY is kill_at.c, to be preloaded. The output is always that of a run that nobody disturbed, and
no row is asked about again that was written. Prints TAP lines.
"""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path

from harness import Run, asked_texts, control, tool
from kill import texts_of, write_input, written

ROWS = 150


class Job:
    """A small job, and what came of it."""

    def __init__(self, directory: Path, suffix: str) -> None:
        self.directory = directory
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
            env = {"LD_PRELOAD": sys.argv[1], "KILL_AT": str(kill[0]), "KILL_HOW": kill[1]}
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


def check(job: Job, how: str) -> str:
    """Kills a run at each operation, and the one that resumes it at another; what was wrong."""
    place = 1
    while True:
        job.output.unlink(missing_ok=True)
        job.journal.unlink(missing_ok=True)
        first = job.run(job.output, (place, how))
        if first.status != -signal.SIGKILL:
            return "" if place > 10 else f"{place - 1} operations are too few"
        second = job.run(job.output, (place % 7 + 1, how))
        try:
            assert second.status in (1, -signal.SIGKILL), second
            job.finish()
        except AssertionError as error:
            return f"operation {place}, and then {place % 7 + 1}: {error}"
        place += 1


def main() -> int:
    failures = 0
    for suffix in (".jsonl", ".csv"):
        for how in ("before", "within", "after"):
            with tempfile.TemporaryDirectory() as name:
                wrong = check(Job(Path(name), suffix), how)
            print(
                f"{'not ok' if wrong else 'ok'} - {suffix}: killed {how} each operation on a file"
            )
            if wrong:
                print(f"# {wrong}")
                failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
