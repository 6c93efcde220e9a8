"""Kills `labelf classify` at random moments with SIGKILL, resumes it, and looks at what is left.

After each kill no row that was written before may have been asked about again; in the end the
output is that of a run that nobody disturbed. `make torture` does it a thousand times.
"""

from __future__ import annotations

import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from harness import asked_texts, control, start, tool
from numbered_rows import texts_of, write_input, written

#: How the sandbox of these tests is started.
SANDBOX = ("--latency", "1-6")

CHUNKS = 140


class Killer:
    """One job that is killed again and again."""

    def __init__(self, directory: Path, suffix: str, rows: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.texts = texts_of(rows)
        self.input = directory / f"input{suffix}"
        self.output = directory / f"killed{suffix}"
        write_input(self.input, self.texts)
        self.kills = 0
        self.early = 0
        self.asked_again = 0
        self.lost = 0
        self.first = 0
        self.startup = 0.0
        self.bytes_a_row = 0.0
        self.arguments = ["classify", "--model", "1", "--quiet", "--max-predictions", "1"]
        self.arguments += ["--option", "max_connections=16", "--input", str(self.input), "--output"]

    def whole(self, path: Path) -> None:
        """A run that nobody disturbs, which also tells how long a start takes, and a row is."""
        began = time.monotonic()
        tool("classify", "--model", "1", "--quiet", text="Hello?")
        started = time.monotonic()
        done = tool(*self.arguments, path)
        assert done.status == 1, done
        self.startup = started - began
        self.bytes_a_row = path.stat().st_size / len(self.texts)

    def look(self) -> None:
        """Counts what the last run has asked again, though it was written before it began."""
        self.asked_again += len(asked_texts() & set(self.texts[: self.first]))
        control("DELETE", "/sandbox/report")

    def once(self, rows: int) -> bool:
        """Runs it and kills it within about so many rows; whether it was still running."""
        self.look()
        before = self.first = written(self.output)
        process = start(*self.arguments, self.output, "--resume", stderr=subprocess.PIPE)
        # Some chunks are written at once: it comes further than to where it is waited for.
        if self.random.random() < (0.2 if rows > CHUNKS else 0.6):
            time.sleep(self.random.uniform(0, self.startup))
        else:
            self.wait_for_rows(process, self.random.uniform(0, 2 * max(rows - CHUNKS, 0)))
        process.send_signal(signal.SIGKILL)
        _, errors = process.communicate()
        if process.returncode != -signal.SIGKILL:
            assert process.returncode == 1, errors.decode()
        after = written(self.output)
        self.lost += max(before - after, 0)
        self.early += after == before
        return process.returncode == -signal.SIGKILL

    def wait_for_rows(self, process: subprocess.Popen[bytes], rows: float) -> None:
        """Until about so many more are written, and then some moments."""
        size = self.output.stat().st_size if self.output.exists() else 0
        goal = size + rows * self.bytes_a_row
        while process.poll() is None:
            if self.output.exists() and self.output.stat().st_size > goal:
                break
            time.sleep(0.0005)
        time.sleep(self.random.uniform(0, 0.004))

    def kill(self, kills: int) -> None:
        while self.kills < kills:
            left = len(self.texts) - written(self.output)
            # Some are left for the end.
            if not self.once(left * 3 // 4 // (kills - self.kills)):
                return
            self.kills += 1


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_kills(directory: Path, suffix: str, pytestconfig: pytest.Config) -> None:
    kills, rows, seed = (int(pytestconfig.getoption(name)) for name in ("kills", "rows", "seed"))
    killer = Killer(directory, suffix, rows, seed)
    whole = directory / f"whole{suffix}"
    killer.whole(whole)
    killer.kill(kills)
    killer.look()
    last = killer.first = written(killer.output)
    end = tool(*killer.arguments, killer.output, "--resume")
    killer.look()
    print(f"{suffix}: {killer.kills} kills, {killer.early} before a row was written")
    print(f"{suffix}: {last} rows were there at the last one")
    assert killer.kills == kills
    assert killer.asked_again == 0, "a row was asked for again once it was written"
    assert killer.lost == 0, "a row that was written was lost"
    assert end.status == 1, end
    assert whole.read_bytes() == killer.output.read_bytes()
    assert len(list(directory.iterdir())) == 3, "something else is left"
