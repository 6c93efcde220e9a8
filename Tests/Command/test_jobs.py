"""`labelf classify` with an output file: what it refuses, and how it goes on."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from classifying import CLASSIFY, ROWS, broken_off, interrupted, make_input, wait_until, whole
from harness import asked_texts, control, rows_in, start, tool

#: How the sandbox of these tests is started.
SANDBOX = (
    "--latency",
    "5-10",
)


def test_resumes(directory: Path) -> None:
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


def test_resumes_a_pipe(directory: Path) -> None:
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


def test_refuses_changes(directory: Path) -> None:
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


def test_refuses_changed_output(directory: Path) -> None:
    """an output that was changed is refused on --resume"""
    source, output = make_input(directory / "in.txt"), directory / "out.jsonl"
    there = interrupted(source, output)
    output.write_bytes(there.replace(b'"index":7,', b'"index":9,', 1))
    run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
    assert run.status == 2 and "not as it was left" in run.errors, run
    output.write_bytes(there)
    run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
    assert run.status == 0 and output.read_bytes() == whole(source, directory), run


def test_changed_meanwhile(directory: Path) -> None:
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


def test_locked(directory: Path) -> None:
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


def test_finished(directory: Path) -> None:
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


def test_failed_before(directory: Path) -> None:
    """rows that failed before the run was resumed count: exit status 1"""
    source, output = directory / "in.txt", directory / "out.jsonl"
    source.write_text("\n" + make_input(directory / "more.txt").read_text())
    broken_off(source, output, "-i", str(source))
    run = tool(*CLASSIFY, "-i", source, "-o", output, "--resume")
    assert run.status == 1 and "1 of them with an error" in run.errors, run
    assert tool(*CLASSIFY, "-i", source, "-o", output, "--resume").status == 1
