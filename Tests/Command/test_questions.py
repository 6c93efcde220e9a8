"""What `labelf` says of a file, of two, and of the workspace."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from harness import control, start, tool

#: How the sandbox of these tests is started.
SANDBOX = (
    "--latency",
    "1-6",
    "--plan",
    "growth",
)

ROOT = Path(__file__).resolve().parents[2]


def test_estimates(directory: Path) -> None:
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
    assert figures["bad_rows"] == 1 and figures["quota"] == 30_000, figures
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


def test_compares(directory: Path) -> None:
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


def test_compares_many(directory: Path) -> None:
    """similarity: any number of texts, one of them from a pipe"""
    base = directory / "base.txt"
    base.write_text("".join(f"Number {number}\n" for number in range(300)))
    text = "".join(f"Number {number}\n" for number in range(299, -1, -1))
    run = tool("similarity", "--base", base, "--compare", "-", "--top", "1", text=text)
    assert run.status == 0 and len(run.rows) == 300, run
    found = [row["matches"][0] for row in run.rows]
    assert found == [{"index": 299 - row, "similarity": 1.0} for row in range(300)], found[:3]


def test_comparison_mistakes(directory: Path) -> None:
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


def test_lists() -> None:
    """models, datasets and records: a JSON line for each in a pipe, and one by its id"""
    run = tool("models")
    assert run.status == 0 and [row["id"] for row in run.rows] == [1, 2, 3, 4, 5], run
    [model] = tool("models", "1").rows
    assert model["name"] == "Contact reason" and "Delivery" in model["labels"], model
    datasets = tool("datasets").rows
    assert [row["id"] for row in datasets][:2] == ["ds_messages", "ds_processing"], datasets
    assert tool("datasets", "ds_messages").rows == datasets[:1]
    records = tool("records", "ds_messages").rows
    assert len(records) == datasets[0]["row_count"], len(records)
    assert all(record["text"] for record in records)
    assert tool("records", "ds_import_1").status == 2
    for command, name, words in (
        ("models", "99", "99"),
        ("datasets", "no %41 é?", "no %41 é?"),
        ("records", "no %41 é?", "no %41 é?"),
        ("records", "../models", "../models"),
        ("records", "..", "not be . or .."),
    ):
        run = tool(command, name)
        assert run.status == 2 and words in run.errors, run
        assert run.errors.count("\n") == 1 and run.output == "", run


def test_tables() -> None:
    """models, datasets and records: a table on a terminal"""
    assert on_terminal("models").startswith(
        "ID  NAME                  TYPE                 STATUS\n"
        "1   Contact reason        text_classification  deployed\n"
    )
    assert re.search(r"^name +Contact reason$", on_terminal("models", "1"), re.MULTILINE)
    table = on_terminal("records", "ds_messages").splitlines()
    assert len(table) > 400 and table[0].split() == ["TEXT", "LANGUAGE", "REASON", "SENTIMENT"]
    assert all(len(line) <= 80 for line in table), max(table, key=len)


def on_terminal(*arguments: str) -> str:
    """What the tool writes to a terminal of 80 columns."""
    master, slave = pty.openpty()
    with start(*arguments, stdout=slave) as process:
        os.close(slave)
        content = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:
                break
            if not piece:
                break
            content += piece
        assert process.wait() == 0
    os.close(master)
    return content.decode().replace("\r\n", "\n")


def test_doctor() -> None:
    """doctor: what is there and what is not, and never the key"""
    run = tool("doctor")
    assert run.status == 0 and run.output.count("ok  ") == 6 and run.errors == "", run
    assert "lbl_sk_ and 7 more characters" in run.output, run
    assert "300 requests a minute" in run.output and "5 models" in run.output, run
    cases: list[tuple[dict[str, str | None], int, str]] = [
        ({"LABELF_API_KEY": None}, 3, "!!  key"),
        ({"LABELF_API_KEY": "x y"}, 3, "!!  key"),
        ({"LABELF_API_KEY": "lbl_sk_of_another"}, 3, "!!  round trip"),
        ({"LABELF_BASE_URL": "http://127.0.0.1:9/v2"}, 5, "!!  round trip"),
        ({"LABELF_MAX_CONNECTIONS": "0"}, 2, "!!  configuration"),
    ]
    for env, status, words in cases:
        run = tool("doctor", "--option", "max_retries=0", env=env)
        assert run.status == status and words in run.output, run
        assert run.errors.count("\n") == 1 and "of_another" not in run.output + run.errors, run


def test_pages(directory: Path) -> None:
    """what README.md and docs/ show can be copied, and the files that it names exist"""
    text = "\n".join(
        page.read_text() for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    )
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    blocks = [block for block in blocks if re.search(r"^labelf \w", block, re.MULTILINE)]
    assert len(blocks) > 1
    shutil.copytree(ROOT / "docs" / "data", directory / "docs" / "data")
    path = f"{ROOT / 'build' / 'bin'}:{os.environ['PATH']}"
    for block in blocks:
        for name in ("labels.csv", "records.jsonl"):
            (directory / name).unlink(missing_ok=True)
        done = subprocess.run(
            ["sh", "-eu"],
            input=block.encode(),
            cwd=directory,
            env={**os.environ, "PATH": path},
            capture_output=True,
        )
        assert done.returncode == 0, (block, done)
        rows = (directory / "docs" / "data" / "support.csv").read_text().count("\n")
        assert (directory / "labels.csv").read_text().count("\n") == rows
