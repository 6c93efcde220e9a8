"""What `labelf classify` reads and writes, and what it ends with."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import time
from pathlib import Path

from harness import TOOL, control, environment, start, tool

#: How the sandbox of these tests is started.
SANDBOX = (
    "--latency",
    "1-6",
    "--read-only-key",
    "lbl_sk_reader",
    "--refuse",
    "POISON",
)

CLASSIFY = ("classify", "--model", "1")
BEST = (*CLASSIFY, "--max-predictions", "1")


def test_text_rows() -> None:
    """text: a line is a row, and an empty one an error of its own"""
    run = tool(*CLASSIFY, text="Where is my parcel?\n\nI was charged twice.")
    assert run.status == 1, run
    first, second, third = run.rows
    assert first["index"] == 0 and list(first) == ["index", "predictions"], first
    assert first["predictions"][0]["label"] == "Delivery", first
    confidences = [each["confidence"] for each in first["predictions"]]
    assert len(confidences) == 6 and confidences == sorted(confidences, reverse=True), first
    assert second["index"] == 1 and second["error"]["code"] == "LABELF_ERROR_TEXT_EMPTY", second
    assert second["error"]["message"] and second["error"]["fix"], second
    assert third["predictions"][0]["label"] == "Billing", third


def test_json_rows() -> None:
    """jsonl: ids of any kind, and a bad line is an error of its own"""
    lines = [
        '{"text":"Refund, please","nr":7}',
        '{"text":"Hello","nr":{"a":[null]}}',
        '{"nr":9}',
        "no",
    ]
    run = tool(*BEST, "--format", "jsonl", "--id-field", "nr", text="\n".join(lines))
    assert run.status == 1, run
    assert [row["id"] for row in run.rows] == [7, {"a": [None]}, 9, None], run
    assert run.rows[0]["predictions"][0]["label"] == "Refund", run
    assert [row["error"]["message"] for row in run.rows[2:]] == [
        'line 3 has no string in the field "text"',
        "line 4 is not JSON: invalid token near 'no'",
    ], run


def test_csv_rows(directory: Path) -> None:
    """csv: the input's columns come back, with three more"""
    rows = [["nr", "body", 'say "so"'], ["1", "Where is,\r\nmy parcel?", " x "], ["2", "", "ö"]]
    source, result = directory / "in.csv", directory / "out.csv"
    with source.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(rows)
    run = tool(*CLASSIFY, "-i", source, "-o", result, "--text-field", "body")
    assert run.status == 1, run
    with result.open(newline="", encoding="utf-8") as file:
        found = list(csv.reader(file))
    assert [row[:3] for row in found] == rows, found
    assert found[0][3:] == ["label", "confidence", "error"], found
    assert found[1][3] == "Delivery" and 0 < float(found[1][4]) <= 1 and found[1][5] == "", found
    assert found[2][3:5] == ["", ""] and found[2][5].startswith("LABELF_ERROR_TEXT_EMPTY: "), found


def test_formats_between(directory: Path) -> None:
    """the format comes from the endings, and one can be made of the other"""
    source = directory / "in.tsv"
    source.write_text("id\ttext\n7\tA refund\n")
    run = tool(*BEST, "-i", source, "--id-field", "id")
    assert run.status == 0 and run.rows[0]["id"] == "7", run
    run = tool(*BEST, "-i", source, "--output-format", "csv")
    assert list(csv.reader(io.StringIO(run.output)))[1][:3] == ["7", "A refund", "Refund"], run
    run = tool(*CLASSIFY, "--format", "jsonl", "--output-format", "csv", text='{"text":"A refund"}')
    assert run.output.splitlines()[0].split(",")[:2] == ['"text"', '"label"'], run
    run = tool(*CLASSIFY, "--format", "csv", "--output-format", "csv", text="text\n")
    assert run.status == 0 and run.output == '"text","label","confidence","error"\n', run


def test_labels() -> None:
    """--label and --max-predictions"""
    run = tool(*CLASSIFY, "--label", "Praise", "--label", "Billing", text="A refund\n")
    assert {each["label"] for each in run.rows[0]["predictions"]} == {"Praise", "Billing"}, run
    run = tool(*CLASSIFY, "--max-predictions", "2", text="A refund\n")
    assert len(run.rows[0]["predictions"]) == 2, run


def test_equal_texts() -> None:
    """equal texts are billed once, however far apart they are"""
    control("DELETE", "/sandbox/report")
    texts = [f"Text {number % 500}" for number in range(2000)]
    run = tool(*BEST, text="\n".join(texts))
    assert run.status == 0 and len(run.rows) == 2000, run
    first = [row["predictions"] for row in run.rows[:500]]
    assert [row["predictions"] for row in run.rows[1500:]] == first
    assert control("GET", "/sandbox/report")["texts_billed"] == 500
    run = tool(*BEST, "--option", "cache_bytes=0", text="\n".join(texts))
    assert control("GET", "/sandbox/report")["texts_billed"] > 1000


def test_refused_row() -> None:
    """a text that the service refuses has an error with its request, and the others an answer"""
    texts = [f"Number {number}" for number in range(20)]
    texts[13] = "this is POISON"
    run = tool(*BEST, text="\n".join(texts))
    assert run.status == 1 and len(run.rows) == 20, run
    assert [row["index"] for row in run.rows if "error" in row] == [13], run
    error = run.rows[13]["error"]
    assert error["code"] == "LABELF_ERROR_REFUSED" and error["http_status"] == 400, error
    assert error["server_code"] == "INVALID_TEXT" and error["request_id"].startswith("req_"), error


def test_one_line_errors(directory: Path) -> None:
    """mistakes: exit status 2, and one line that says what to do"""
    source, present = directory / "in.jsonl", directory / "present"
    source.write_text('{"body":"x"}\n')
    present.write_text("mine\n")
    cases = [
        ((*CLASSIFY, "-i", source), "there are: body"),
        ((*CLASSIFY, "-i", source, "--format", "csv"), 'there are: {"body":"x"}'),
        ((*CLASSIFY, "-i", directory / "none"), "No such file"),
        ((*CLASSIFY, "-i", directory), "is a directory"),
        ((*CLASSIFY, "-o", present), "Name another output, or remove it"),
        ((*CLASSIFY, "-o", present, "-i", present, "--resume"), "is the input"),
        ((*CLASSIFY, "--option", "speed=9"), "speed"),
        ((*CLASSIFY, "--option", "max_connections=0"), "max_connections"),
        ((*CLASSIFY, "--resume"), "--output"),
        (("classify",), "--model"),
        (("classify", "--model", "99"), "list of models"),
        (("classify", "--model", "4"), "Redeploy"),
        (("classify", "--model", "5"), "eploy"),
        (("nonsense",), "--help"),
    ]
    for arguments, words in cases:
        run = tool(*arguments, text="Hello\n")
        assert run.status == 2, (arguments, run)
        assert words in run.errors and run.errors.count("\n") == 1, (arguments, run)
        assert run.output == "", (arguments, run)
    assert present.read_text() == "mine\n"
    assert sorted(path.name for path in directory.iterdir()) == ["in.jsonl", "present"]


def test_keys() -> None:
    """keys: exit status 3, and the key is never shown"""
    for key in (None, "lbl_sk_of_another", "lbl_sk_reader"):
        run = tool(*CLASSIFY, text="Hello\n", env={"LABELF_API_KEY": key})
        assert run.status == 3, (key, run)
        assert run.errors.count("\n") == 1 and (key is None or key not in run.errors), run
    assert "LABELF_API_KEY=" in tool(*CLASSIFY, env={"LABELF_API_KEY": None}).errors


def test_refused_alike() -> None:
    """a service that refuses every text alike ends the run, unless it is to go on"""
    control("POST", "/sandbox/faults", [{"do": {"status": 422, "body": '{"message":"no"}'}}])
    try:
        text = "".join(f"Number {number}\n" for number in range(200))
        run = tool(*BEST, text=text)
        assert run.status == 2 and len(run.rows) < 64 and "--keep-going" in run.errors, run
        run = tool(*BEST, "--keep-going", text=text)
        assert run.status == 1 and len(run.rows) == 200, run
    finally:
        control("DELETE", "/sandbox/faults")


def test_unreachable() -> None:
    """network and service: exit status 5, unless it is to go on"""
    run = tool(
        *BEST,
        "--option",
        "max_retries=0",
        text="Hello\n",
        env={"LABELF_BASE_URL": "http://127.0.0.1:9/v2"},
    )
    assert run.status == 5 and run.output == "" and run.errors.count("\n") == 1, run
    control("POST", "/sandbox/faults", [{"match": {"text": "STORM"}, "do": {"status": 503}}])
    try:
        text = "".join("STORM\n" if row == 70 else f"Number {row}\n" for row in range(150))
        run = tool(*BEST, "--option", "max_retries=0", text=text)
        assert run.status == 5 and 0 < len(run.rows) <= 70, run
        assert "--keep-going" in run.errors, run
        run = tool(*BEST, "--option", "max_retries=0", "--keep-going", text=text)
        assert run.status == 1 and len(run.rows) == 150, run
        assert run.rows[70]["error"]["code"] == "LABELF_ERROR_SERVICE", run.rows[70]
    finally:
        control("DELETE", "/sandbox/faults")


def test_full_device() -> None:
    """an output that is full: exit status 6"""
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [str(TOOL), *BEST],
            input=b"Hello\n",
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
        )
    assert done.returncode == 6 and b"No space left" in done.stderr, done
    run = tool(*BEST, "-o", "/dev/full", text="Hello\n")
    assert run.status == 6 and "No space left" in run.errors, run


def test_slow_pipe() -> None:
    """a row that comes down a pipe is answered before the next one comes"""
    process = start(*BEST, "-q", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin and process.stdout
    for number in range(3):
        process.stdin.write(f"Number {number}\n".encode())
        process.stdin.flush()
        began = time.monotonic()
        assert json.loads(process.stdout.readline())["index"] == number
        assert time.monotonic() - began < 5
    process.stdin.close()
    assert process.wait(10) == 0


def test_closed_pipe() -> None:
    """a reader that goes away ends it without a word"""
    process = start(
        *BEST, "-q", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin and process.stdout and process.stderr
    process.stdout.close()
    try:
        process.stdin.write(b"Hello\n" * 100)
        process.stdin.close()
    except BrokenPipeError:
        pass
    assert process.wait(10) == -13 and process.stderr.read() == b""


def test_help_and_completions() -> None:
    """help, the version and the completions of three shells"""
    assert "--resume" in tool("classify", "--help").output
    run = tool("--version")
    assert run.status == 0 and run.output.startswith("1."), run
    for shell in ("bash", "zsh", "fish"):
        run = tool("--generate-completion-script", shell)
        assert run.status == 0 and "classify" in run.output, run
