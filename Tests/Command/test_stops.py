"""What ends `labelf classify` early, and what it shows until then."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import time
from pathlib import Path

from classifying import CLASSIFY, make_input, wait_until, whole
from harness import TOOL, control, environment, rows_in, start, tool

#: How the sandbox of these tests is started.
SANDBOX = (
    "--latency",
    "5-10",
)


def test_interrupted(directory: Path) -> None:
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


def test_interrupted_twice(directory: Path) -> None:
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


def test_outage(directory: Path) -> None:
    """an outage of seconds is waited out, and one that does not end is told, with exit status 5"""
    source, output = make_input(directory / "in.txt"), directory / "out.jsonl"
    expected = whole(source, directory)
    for number, fault in enumerate(({"status": 503}, {"reset": True})):
        output = directory / f"out{number}.jsonl"
        process = start(*CLASSIFY, "-i", source, "-o", output, stderr=subprocess.PIPE)
        wait_until(lambda output=output: rows_in(output) >= 1000)  # type: ignore[misc]
        control("POST", "/sandbox/faults", [{"do": fault}])
        time.sleep(1)
        control("DELETE", "/sandbox/faults")
        _, errors = process.communicate(timeout=30)
        assert process.returncode == 0 and b"asking again in 2 s" in errors, errors
        assert output.read_bytes() == expected
    process = start(*CLASSIFY, "-i", source, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    control("POST", "/sandbox/faults", [{"do": {"status": 503}}])
    try:
        began = time.monotonic()
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 5 and 14 < time.monotonic() - began < 45, errors
        assert errors.count(b"asking again in") == 3, errors
        # Nobody waits for a service that has never answered.
        began = time.monotonic()
        assert tool(*CLASSIFY, "-i", source).status == 5 and time.monotonic() - began < 14
    finally:
        control("DELETE", "/sandbox/faults")


def test_interrupted_outage(directory: Path) -> None:
    """Ctrl-C does not wait for the end of an outage"""
    source, output = make_input(directory / "in.txt"), directory / "out.jsonl"
    process = start(*CLASSIFY, "-i", source, "-o", output, stderr=subprocess.PIPE)
    wait_until(lambda: rows_in(output) >= 500)
    control("POST", "/sandbox/faults", [{"do": {"status": 503}}])
    try:
        assert process.stderr and b"asking again in 2 s" in process.stderr.readline()
        assert b"asking again in 4 s" in process.stderr.readline()
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130 and time.monotonic() - began < 3
    finally:
        control("DELETE", "/sandbox/faults")
    run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
    assert run.status == 0 and output.read_bytes() == whole(source, directory), run


def test_full_disk(directory: Path) -> None:
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


def test_progress_bar(directory: Path) -> None:
    """a terminal has a progress bar, and no other has"""
    source = make_input(directory / "in.txt")
    lines = re.split(r"\r\x1b\[K|\r\n", on_terminal(source, "-o", str(directory / "a.jsonl")))
    bars = [line for line in lines if line.startswith("[")]
    assert any(
        re.match(r"\[#+\.+\] \d+%  [\d,]+ rows  [\d.,]+/s  ETA \d+:\d\d", bar) for bar in bars
    ), lines
    assert bars[-1].startswith("[####################] 100%  4,000 rows"), bars
    assert all(len(bar) < 80 for bar in bars), bars
    assert tool(*CLASSIFY, "-i", source, "-o", directory / "b.jsonl", "--quiet").errors == ""
    # Nor has one that has the rows as well, or that cannot move a cursor.
    assert "\x1b" not in on_terminal(source)
    assert "\x1b" not in on_terminal(source, "-o", str(directory / "c.jsonl"), term="dumb")


def on_terminal(source: Path, *arguments: str, term: str = "xterm") -> str:
    """What a job writes to a terminal that has both its outputs."""
    master, slave = pty.openpty()
    os.environ["TERM"] = term
    process = start(*CLASSIFY, "-i", source, *arguments, stdout=slave, stderr=slave)
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
    return screen.decode()
