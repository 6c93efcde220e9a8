"""Where `labelf classify` writes to when that is no usual file, and what is left there.

Prints TAP lines.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path

from classifying import CLASSIFY, ROWS, broken_off, interrupted, make_input, whole
from harness import TOOL, environment, rows_in, start, tool

#: How the sandbox of these tests is started.
SANDBOX = (
    "--latency",
    "5-10",
)


def test_named_pipe(directory: Path) -> None:
    """a named pipe: nothing is lost when the reader comes late, and the run ends with the reader"""
    source, pipe = make_input(directory / "in.txt"), directory / "pipe"
    os.mkfifo(pipe)
    arguments = (*CLASSIFY, "-q", "-i", source, "-o", pipe)
    run = tool(*arguments, "--resume", timeout=10)
    assert run.status == 2 and "no regular file" in run.errors, run
    process = start(*CLASSIFY, "-q", "-o", pipe, stdin=subprocess.PIPE)
    assert process.stdin
    process.stdin.write(b"Hello\n")
    process.stdin.close()
    try:
        process.wait(1)
        raise AssertionError("it did not wait for a reader")
    except subprocess.TimeoutExpired:
        pass
    assert pipe.read_bytes().count(b"\n") == 1
    assert process.wait(10) == 0
    process = start(*arguments)
    with pipe.open("rb") as reader:
        reader.readline()
    assert process.wait(10) == -signal.SIGPIPE


def test_closed_streams(directory: Path) -> None:
    """closed standard streams: nothing else gets their numbers"""
    source = make_input(directory / "in.txt", 300)
    expected = whole(source, directory)
    for streams in ("2>&-", "<&- >&- 2>&-", "<&-"):
        output = directory / f"out-{len(streams)}.jsonl"
        command = f'"$0" classify --model 1 --max-predictions 1 -i "$1" -o "$2" {streams}'
        done = shell(command, source, output)
        assert done.returncode == 0 and output.read_bytes() == expected, done
    done = shell('"$0" classify --model 1 -i "$1" >&-', source)
    assert done.returncode == 6 and b"Bad file descriptor" in done.stderr, done
    done = shell('"$0" classify --model 1 <&-')
    assert done.returncode == 6 and b"standard input cannot be read" in done.stderr, done


def shell(script: str, *arguments: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["sh", "-c", script, TOOL, *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=environment(),
        timeout=20,
    )


def test_limited_file(directory: Path) -> None:
    """a file that may not grow: exit status 6, and with --resume it goes on"""
    source, output = make_input(directory / "in.txt"), directory / "out.jsonl"
    done = shell(
        'ulimit -f 100; "$0" classify --model 1 --max-predictions 1 -i "$1" -o "$2"', source, output
    )
    assert done.returncode == 6 and b"File too large" in done.stderr, done
    assert b"with --resume" in done.stderr and 0 < rows_in(output) < ROWS, done
    run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
    assert run.status == 0 and output.read_bytes() == whole(source, directory), run


def test_shared_pipe(directory: Path) -> None:
    """a standard output that somebody has set not to wait is waited for"""
    source = make_input(directory / "in.txt", 3000)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    process = start(*CLASSIFY, "-q", "-i", source, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(2)
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    assert process.wait(10) == 0, process.stderr and process.stderr.read()
    assert content == whole(source, directory)


def test_no_journal(directory: Path) -> None:
    """an output that cannot have a journal is not left behind, and no input is taken for one"""
    run = tool(*CLASSIFY, "-o", directory / ("x" * 250), text="Hello\n")
    assert run.status == 6 and "too long" in run.errors, run
    assert list(directory.iterdir()) == []
    source, output = make_input(directory / "out.jsonl.labelf", 3), directory / "out.jsonl"
    run = tool(*CLASSIFY, "-i", source, "--format", "text", "-o", output)
    assert run.status == 2 and "is the input" in run.errors, run
    assert rows_in(source) == 3 and not output.exists()


def test_appended(directory: Path) -> None:
    """what somebody has appended to an output is neither taken for a row nor cut away"""
    source, output = make_input(directory / "in.txt"), directory / "out.jsonl"
    there = interrupted(source, output)
    for more in (b"my own note\n", b'{"index":1,"predictions":[]}\n'):
        output.write_bytes(there + more)
        run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
        assert run.status == 2 and "something else follows" in run.errors, run
        assert output.read_bytes() == there + more
    # What the journal lost with the power is one of its own rows, whole or not, or nothing at all.
    expected = whole(source, directory)
    for more in (expected[len(there) : len(there) + 100], b"\0" * 100, b'{"ind'):
        output.write_bytes(there + more)
        journal = Path(f"{output}.labelf").read_bytes()
        run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
        assert run.status == 0 and output.read_bytes() == expected, run
        Path(f"{output}.labelf").write_bytes(journal)


def test_damaged_journal(directory: Path) -> None:
    """a damaged journal: as much as it says still counts, and without a head it is refused"""
    source, output = make_input(directory / "in.txt"), directory / "out.jsonl"
    journal = Path(f"{output}.labelf")
    expected = whole(source, directory)
    broken_off(source, output, "-i", str(source))
    rows, whole_journal = output.read_bytes(), journal.read_bytes()
    for content in (b"", whole_journal[:200], b"garbage\n" * 99):
        journal.write_bytes(content)
        run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
        assert run.status == 2 and "missing or damaged" in run.errors, run
        assert output.read_bytes() == rows
    place = len(whole_journal) * 2 // 3
    for content in (
        whole_journal[:place],
        whole_journal[:place] + b"?" + whole_journal[place + 1 :],
    ):
        output.write_bytes(rows)
        journal.write_bytes(content)
        run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
        assert run.status == 0 and output.read_bytes() == expected, run


def test_labels_with_commas(directory: Path) -> None:
    """--resume: a label with a comma is not two labels"""
    source, output = make_input(directory / "in.txt"), directory / "out.jsonl"
    two = ("--label", "Praise", "--label", "Billing")
    broken_off(source, output, "-i", str(source), *two)
    arguments = (*CLASSIFY, "-i", source, "-o", output, "--resume")
    run = tool(*arguments, "--label", "Praise, Billing")
    assert run.status == 2 and '--label was Praise, Billing, now "Praise, Billing"' in run.errors
    assert tool(*arguments, *two).status == 0
