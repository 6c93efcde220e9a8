"""`labelf classify` with an output file: what it refuses, and how it goes on. Prints TAP lines."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable

from harness import (
    TOOL,
    asked_texts,
    control,
    environment,
    rows_in,
    run_tests,
    start,
    tool,
)

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


def whole(source: Path, directory: Path) -> bytes:
    """The output of a run that nobody disturbs."""
    output = directory / "whole.jsonl"
    run = tool(*CLASSIFY, "-i", source, "-o", output)
    assert run.status == 0, run
    return output.read_bytes()


def resumes(directory: Path) -> None:
    """a run that was killed is resumed, and asks for what is missing alone"""
    source, output = make_input(directory / "in.txt"), directory / "out.jsonl"
    expected = whole(source, directory)
    rows = broken_off(source, output, "-i", str(source))
    control("DELETE", "/sandbox/report")
    run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
    assert run.status == 0 and f"{rows:,} of them before" in run.errors, run
    assert output.read_bytes() == expected
    assert asked_texts() == {f"Where is parcel {row}?" for row in range(rows, ROWS)}
    assert sorted(path.name for path in directory.iterdir()) == [
        "in.txt",
        "out.jsonl",
        "whole.jsonl",
    ]


def resumes_a_pipe(directory: Path) -> None:
    """a job from a pipe is resumed with the same input, and refused with another"""
    source, output = make_input(directory / "in.txt"), directory / "out.jsonl"
    expected = whole(source, directory)
    arguments = (*CLASSIFY, "-o", output)
    process = start(*arguments, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdin
    process.stdin.write(source.read_bytes()[:60_000])
    process.stdin.flush()
    wait_until(lambda: rows_in(output) >= 1000)
    process.kill()
    process.wait()
    there = output.read_bytes()
    for text in (source.read_text().replace("parcel 7?", "parcel x?"), source.read_text()[:1000]):
        run = tool(*arguments, "--resume", text=text)
        assert run.status == 2 and "the input has changed" in run.errors, run
        assert there.startswith(output.read_bytes())
    run = tool(*arguments, "--resume", text=source.read_text())
    assert run.status == 0 and output.read_bytes() == expected, run


def refuses_changes(directory: Path) -> None:
    """another job is refused on --resume, and what has changed is said"""
    source, output = make_input(directory / "in.txt"), directory / "out.jsonl"
    broken_off(source, output, "-i", str(source))
    there = output.read_bytes(), Path(f"{output}.labelf").read_bytes()
    text = source.read_text()
    longer, other = directory / "longer.txt", directory / "other.txt"
    longer.write_text(text + "One more\n")
    other.write_text(text[:-10] + "parcels 0?" if len(text) else "")
    base = ["-i", str(source), "-o", str(output), "--resume"]
    cases = [
        (["classify", "-m", "2", "--max-predictions", "1", *base], "--model was 1, now 2"),
        (["classify", "-m", "1", *base], "--max-predictions was 1, now not set"),
        ([*CLASSIFY, *base, "--label", "Praise"], "--label was not set, now Praise"),
        ([*CLASSIFY, *base, "--text-field", "x"], "--text-field was text, now x"),
        ([*CLASSIFY, *base, "--id-field", "x"], "--id-field was not set, now x"),
        ([*CLASSIFY, *base, "--format", "jsonl"], "--format was text, now jsonl"),
        ([*CLASSIFY, *base, "--output-format", "csv"], "--output-format was jsonl, now csv"),
        (
            [*CLASSIFY, *base, "--option", "max_text_characters=9"],
            "max_text_characters was not set, now 9",
        ),
        ([*CLASSIFY, "-i", str(longer), *base[2:]], f"the input was {len(text)} bytes"),
        ([*CLASSIFY, "-i", str(other), *base[2:]], f"now {len(text)} bytes with"),
        ([*CLASSIFY, *base[2:]], "now a pipe"),
    ]
    control("DELETE", "/sandbox/report")
    for arguments, words in cases:
        run = tool(*arguments, text="Hello\n")
        assert run.status == 2 and words in run.errors, (words, run)
        assert run.errors.count("\n") == 1, run
    run = tool(*CLASSIFY, *base[:-1])
    assert run.status == 2 and "Add --resume" in run.errors, run
    assert (output.read_bytes(), Path(f"{output}.labelf").read_bytes()) == there
    assert asked_texts() == set()
    # What only decides how fast it goes may change.
    run = tool(*CLASSIFY, *base, "--option", "max_connections=3", "--keep-going")
    assert run.status == 0, run


def refuses_changed_output(directory: Path) -> None:
    """an output that was changed is refused on --resume"""
    source, output = make_input(directory / "in.txt"), directory / "out.jsonl"
    process = start(*CLASSIFY, "-i", source, "-o", output, stderr=subprocess.DEVNULL)
    wait_until(lambda: rows_in(output) >= 500)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    there = output.read_bytes()
    output.write_bytes(there.replace(b'"index":7,', b'"index":9,', 1))
    run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
    assert run.status == 2 and "not as it was left" in run.errors, run
    output.write_bytes(there)
    run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
    assert run.status == 0 and output.read_bytes() == whole(source, directory), run


def changed_meanwhile(directory: Path) -> None:
    """an input that changes while it is read is noticed"""
    source, output = make_input(directory / "in.txt", 20_000), directory / "out.jsonl"
    process = start(*CLASSIFY, "-i", source, "-o", output, stderr=subprocess.PIPE)
    wait_until(lambda: rows_in(output) >= 100)
    with source.open("r+b") as file:
        file.seek(-2, os.SEEK_END)
        file.write(b"!")
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2 and b"was changed while it was read" in errors, errors
    run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
    assert run.status == 2, run


def locked(directory: Path) -> None:
    """a second run on the same output is refused, with and without --resume"""
    output = directory / "out.jsonl"
    process = start(*CLASSIFY, "-o", output, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdin
    process.stdin.write(b"Hello\n")
    process.stdin.flush()
    wait_until(lambda: rows_in(output) == 1)
    for more in ((), ("--resume",)):
        run = tool(*CLASSIFY, "-o", output, *more, text="Hello\n")
        assert run.status == 2 and "another run is writing" in run.errors, run
    process.stdin.close()
    assert process.wait(20) == 0 and rows_in(output) == 1
    assert not Path(f"{output}.labelf").exists()


def finished(directory: Path) -> None:
    """--resume without anything to go on with begins, and of a whole output says so"""
    source = make_input(directory / "in.txt", 300)
    for name in ("out.jsonl", "out.csv"):
        output = directory / name
        run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
        assert run.status == 0, run
        there = output.read_bytes()
        control("DELETE", "/sandbox/report")
        run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
        assert run.status == 0 and "nothing left to do" in run.errors, run
        assert output.read_bytes() == there and asked_texts() == set()
        output.write_bytes(there + there.splitlines(keepends=True)[-1])
        run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
        assert run.status == 2, run


def failed_before(directory: Path) -> None:
    """rows that failed before the run was resumed count: exit status 1"""
    source, output = directory / "in.txt", directory / "out.jsonl"
    source.write_text("\n" + make_input(directory / "more.txt").read_text())
    broken_off(source, output, "-i", str(source))
    run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
    assert run.status == 1 and "1 of them with an error" in run.errors, run
    assert tool(*CLASSIFY, "-i", source, "-o", output, "--resume").status == 1


def interrupted(directory: Path) -> None:
    """Ctrl-C, SIGTERM and SIGHUP finish what is in flight, and say how to go on"""
    source, output = make_input(directory / "in.txt"), directory / "out.jsonl"
    for number, rows in ((signal.SIGINT, 300), (signal.SIGTERM, 900), (signal.SIGHUP, 1500)):
        process = start(*CLASSIFY, "-i", source, "-o", output, "--resume", stderr=subprocess.PIPE)
        wait_until(lambda rows=rows: rows_in(output) >= rows)  # type: ignore[misc]
        process.send_signal(number)
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 130, errors
        assert f"{rows_in(output):,} rows written to {output}" in errors.decode(), errors
        assert "with --resume" in errors.decode(), errors
    run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
    assert run.status == 0 and output.read_bytes() == whole(source, directory), run


def interrupted_twice(directory: Path) -> None:
    """a second Ctrl-C ends at once, though the service does not answer"""
    output = directory / "out.jsonl"
    control("POST", "/sandbox/faults", [{"do": {"stall_ms": 20_000}}])
    try:
        process = start(
            *CLASSIFY, "-i", make_input(directory / "in.txt"), "-o", output, stderr=subprocess.PIPE
        )
        wait_until(lambda: control("GET", "/sandbox/report")["in_flight"] > 0)
        process.send_signal(signal.SIGINT)
        assert process.stderr and b"once more to stop at once" in process.stderr.readline()
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130 and time.monotonic() - began < 1
    finally:
        control("DELETE", "/sandbox/faults")


def full_disk(directory: Path) -> None:
    """a full disk: exit status 6, and with room again --resume goes on"""
    source, disk = make_input(directory / "in.txt"), directory / "disk"
    expected = whole(source, directory)
    disk.mkdir()
    script = """
        mount -t tmpfs -o size=200k none "$1"
        status=0
        "$2" classify --model 1 --max-predictions 1 -i "$3" -o "$1/out.jsonl" || status=$?
        ls "$1"
        echo "ended with $status"
        "$2" classify --model 1 --max-predictions 1 -i "$3" -o "$1/out.jsonl" --resume && exit 1
        mount -o remount,size=4m "$1"
        "$2" classify --model 1 --max-predictions 1 -i "$3" -o "$1/out.jsonl" --resume
        cp "$1/out.jsonl" "$4"
    """
    done = subprocess.run(
        ["unshare", "-m", "sh", "-ec", script, "sh", disk, TOOL, source, directory / "copy"],
        capture_output=True,
        text=True,
        env=environment(),
    )
    if "unshare failed" in done.stderr or "permission denied" in done.stderr:
        print("# a full disk: mounting one is not allowed here, and was not tried")
        return
    assert done.returncode == 0, done
    assert "ended with 6" in done.stdout and "out.jsonl.labelf" in done.stdout, done
    assert "No space left" in done.stderr and "Make room" in done.stderr, done
    assert (directory / "copy").read_bytes() == expected


def progress_bar(directory: Path) -> None:
    """a terminal has a progress bar, and no other has"""
    source, output = make_input(directory / "in.txt"), directory / "out.jsonl"
    master, slave = pty.openpty()
    process = start(*CLASSIFY, "-i", source, "-o", output, stderr=slave)
    os.close(slave)
    screen = b""
    while process.poll() is None or select.select([master], [], [], 0)[0]:
        if select.select([master], [], [], 0.2)[0]:
            try:
                piece = os.read(master, 4096)
            except OSError:
                break
            screen += piece
    os.close(master)
    assert process.wait() == 0
    lines = re.split(r"\r\x1b\[K|\r\n", screen.decode())
    bars = [line for line in lines if line.startswith("[")]
    assert any(
        re.match(r"\[#+\.+\] \d+%  [\d,]+ rows  [\d.,]+/s  ETA \d+:\d\d", bar) for bar in bars
    ), lines
    assert bars[-1].startswith("[####################] 100%  4,000 rows"), bars
    assert all(len(bar) < 80 for bar in bars), bars
    assert tool(*CLASSIFY, "-i", source, "-o", directory / "b.jsonl", "--quiet").errors == ""


if __name__ == "__main__":
    assert shutil.which("unshare")
    tests = [
        resumes,
        resumes_a_pipe,
        refuses_changes,
        refuses_changed_output,
        changed_meanwhile,
        locked,
        finished,
        failed_before,
    ]
    sys.exit(run_tests([*tests, interrupted, interrupted_twice, full_disk, progress_bar]))
