"""`labelf classify` when the quota of 1,000 texts is used up midway."""

from __future__ import annotations

from pathlib import Path

from harness import control, rows_in, tool

#: How the sandbox of these tests is started.
SANDBOX = (
    "--latency",
    "1-6",
    "--quota",
    "1000",
)


def test_quota(directory: Path) -> None:
    """the quota: exit status 4, and in the next billing period --resume goes on"""
    source, output = directory / "in.txt", directory / "out.jsonl"
    source.write_text("".join(f"Number {number}\n" for number in range(1800)))
    arguments = ("classify", "--model", "1", "-i", source, "-o", output)
    run = tool(*arguments)
    assert run.status == 4 and run.errors.count("\n") == 1, run
    assert "--resume" in run.errors and 800 < rows_in(output) <= 1000, run
    run = tool(*arguments, "--resume")
    assert run.status == 4, run
    control("DELETE", "/sandbox/quota")
    assert tool(*arguments, "--resume").status == 0
    assert rows_in(output) == 1800


def test_budget(directory: Path) -> None:
    """what the user allows to spend: exit status 4"""
    control("DELETE", "/sandbox/quota")
    text = "".join(f"Text {number}\n" for number in range(300))
    run = tool("classify", "--model", "1", "--option", "max_billed_texts=100", text=text)
    assert run.status == 4 and len(run.rows) <= 100, run
    assert control("GET", "/sandbox/report")["quota_used"] <= 100
