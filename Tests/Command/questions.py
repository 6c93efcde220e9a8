"""What `labelf` says of a file, of two, and of the workspace. Prints TAP lines."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from harness import control, run_tests, start, tool

README = Path(__file__).resolve().parents[2] / "README.md"


def estimates(directory: Path) -> None:
    """estimate: rows, unique rows, requests, time and quota, without a key or a service"""
    source = directory / "in.csv"
    rows = [f"Number {row}" for row in range(30_000)] + ["Number 1"] * 64 + [""]
    source.write_text("nr,body\n" + "".join(f"{nr},{text}\n" for nr, text in enumerate(rows)))
    arguments = ("estimate", "-i", source, "--text-field", "body", "--plan", "growth")
    nothing: dict[str, str | None] = {"LABELF_API_KEY": None, "LABELF_BASE_URL": None}
    run = tool(*arguments, "--json", env=nothing)
    assert run.status == 0, run
    [figures] = run.rows
    [plan] = figures.pop("plans")
    assert figures["rows"] == 30_065 and figures["unique_rows"] == 30_000, figures
    assert figures["bad_rows"] == 1 and 30_001 <= figures["quota"] <= 30_003, figures
    assert figures["requests"] == -(-figures["quota"] // 8), figures
    assert plan["plan"] == "growth" and plan["requests_per_minute"] == 300, plan
    # 50 requests at once, then five a second.
    assert abs(plan["seconds"] - (figures["requests"] - 50) / 5) < 1, plan
    run = tool(*arguments, env=nothing)
    assert re.search(r"rows +30,065\nunique rows +30,000\nbad rows +1 ", run.output), run
    assert re.search(r"time +12:2\d  with growth, 300 requests a minute\n", run.output), run
    run = tool("estimate", "--plan", "60", "--plan", "1000", text="one\ntwo\n")
    assert run.status == 0 and run.output.count("time ") == 2, run
    run = tool("estimate", "--plan", "huge", text="one\n")
    assert run.status == 2 and "--plan" in run.errors and run.errors.count("\n") == 1, run


def compares(directory: Path) -> None:
    """similarity: a line a compared row, with the most similar rows of the base"""
    base, compared = directory / "base.jsonl", directory / "compared.jsonl"
    texts = ["Where is my parcel?", "I was charged twice.", "The app crashes."]
    lines = [json.dumps({"id": f"b{number}", "text": text}) for number, text in enumerate(texts)]
    base.write_text("\n".join(["broken", *lines]) + "\n")
    compared.write_text(
        '{"id":1,"text":"Where is the parcel?"}\n{"id":2}\n{"id":3,"text":"The app crashes."}\n'
    )
    arguments = ("similarity", "--base", base, "--compare", compared, "--id-field", "id")
    run = tool(*arguments, "--top", "2")
    assert run.status == 1 and "1 row of" in run.errors and run.errors.count("\n") == 1, run
    first, second, third = run.rows
    assert first["index"] == 0 and first["id"] == 1 and len(first["matches"]) == 2, first
    best = first["matches"][0]
    assert best["index"] == 1 and best["id"] == "b0" and 0 < best["similarity"] < 1, first
    assert second["id"] == 2 and second["error"]["message"].startswith("line 2 has no"), second
    assert third["matches"][0] == {"index": 3, "id": "b2", "similarity": 1.0}, third
    assert len(tool(*arguments, "--top", "0").rows[0]["matches"]) == 3


def compares_many(directory: Path) -> None:
    """similarity: any number of texts, one of them from a pipe"""
    base = directory / "base.txt"
    base.write_text("".join(f"Number {number}\n" for number in range(300)))
    text = "".join(f"Number {number}\n" for number in range(299, -1, -1))
    run = tool("similarity", "--base", base, "--compare", "-", "--top", "1", text=text)
    assert run.status == 0 and len(run.rows) == 300, run
    found = [row["matches"][0] for row in run.rows]
    assert found == [{"index": 299 - row, "similarity": 1.0} for row in range(300)], found[:3]


def comparison_mistakes(directory: Path) -> None:
    """similarity: mistakes and Ctrl-C"""
    base = directory / "base.txt"
    base.write_text("Hello\n")
    for arguments in (("--base", base), ("--base", "-", "--compare", "-"), ("--top", "-1")):
        run = tool("similarity", *arguments)
        assert run.status == 2 and run.errors.count("\n") == 1, run
    control("POST", "/sandbox/faults", [{"do": {"stall_ms": 20_000}}])
    try:
        process = start("similarity", "--base", base, "--compare", base, stderr=subprocess.PIPE)
        end = time.monotonic() + 10
        while control("GET", "/sandbox/report")["in_flight"] == 0:
            assert time.monotonic() < end
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=5)
        assert process.returncode == 130 and b"interrupted" in errors, errors
    finally:
        control("DELETE", "/sandbox/faults")


def readme(directory: Path) -> None:
    """what README.md shows can be copied"""
    blocks = re.findall(r"^```sh\n(.*?)^```", README.read_text(), re.MULTILINE | re.DOTALL)
    blocks = [block for block in blocks if re.search(r"\blabelf \w", block)]
    assert blocks
    rows = "".join(f"T-{row},Where is parcel {row}?\n" for row in range(50))
    (directory / "support.csv").write_text("ticket,message\n" + rows)
    for name in ("answered.jsonl", "new.jsonl"):
        (directory / name).write_text('{"id":1,"text":"Where is my parcel?"}\n')
    path = f"{README.parent / 'build' / 'bin'}:{os.environ['PATH']}"
    for block in blocks:
        done = subprocess.run(
            ["sh", "-eu"],
            input=block.encode(),
            cwd=directory,
            env={**os.environ, "PATH": path},
            capture_output=True,
        )
        assert done.returncode == 0, (block, done)
    assert (directory / "labels.csv").read_text().count("\n") == 51


if __name__ == "__main__":
    tests = [estimates, compares, compares_many, comparison_mistakes]
    sys.exit(run_tests([*tests, readme]))
