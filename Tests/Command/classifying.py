"""A job of `labelf classify` with an output file, as the tests begin one."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path
from typing import Callable

from harness import rows_in, start, tool

CLASSIFY = ("classify", "--model", "1", "--max-predictions", "1")
ROWS = 4000


def make_input(path: Path, rows: int = ROWS) -> Path:
    path.write_text("".join(f"Where is parcel {row}?\n" for row in range(rows)))
    return path


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def broken_off(source: Path, output: Path, *more: str, rows: int = 500) -> int:
    """Begins a job and kills it after some rows; how many there are."""
    with source.open("rb") as file:
        process = start(*CLASSIFY, *more, "-o", output, stdin=file, stderr=subprocess.DEVNULL)
        wait_until(lambda: rows_in(output) >= rows)
        process.kill()
        process.wait()
    assert Path(f"{output}.labelf").exists()
    return rows_in(output)


def interrupted(source: Path, output: Path) -> bytes:
    """Begins a job and stops it after some rows, as Ctrl-C does; what is in the output then."""
    process = start(*CLASSIFY, "-i", source, "-o", output, stderr=subprocess.DEVNULL)
    wait_until(lambda: rows_in(output) >= 500)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    return output.read_bytes()


def whole(source: Path, directory: Path) -> bytes:
    """The output of a run that nobody disturbs."""
    output = directory / "whole.jsonl"
    run = tool(*CLASSIFY, "-i", source, "-o", output)
    assert run.status == 0, run
    return output.read_bytes()
