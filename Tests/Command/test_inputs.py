"""What `labelf classify` makes of files as people have them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

from harness import asked_texts, control, tool

#: How the sandbox of these tests is started.
SANDBOX = (
    "--latency",
    "1-6",
)

BEST = ("classify", "--model", "1", "--max-predictions", "1")
CSV = (*BEST, "--format", "csv")


def test_ids_as_written() -> None:
    """jsonl: an id comes back as it is written, whatever number it is, and however its name is"""
    ids = ["123456789012345678901234567890", "1.10", "1e5", "-0", '{"a": [1, "}"]}', '"\\u00e9\\""']
    lines = [f'{{"more":{{"nr":1}},"text":"A refund","nr" : {each} , "z":[]}}' for each in ids]
    lines.append('{"nr":1,"\\u006er":2,"text":"A refund"}')
    run = tool(*BEST, "--format", "jsonl", "--id-field", "nr", text="\n".join(lines))
    assert run.status == 0, run
    expected = [f'"id":{each},"predictions"' for each in [*ids, "2"]]
    for line, words in zip(run.output.splitlines(), expected, strict=True):
        assert words in line, (line, words)
    run = tool(
        *(*BEST, "--format", "jsonl", "--id-field", "nr", "--output-format", "csv"),
        text="\n".join(lines),
    )
    found = [row["nr"] for row in csv.DictReader(io.StringIO(run.output))]
    assert found == [*ids[:-1], 'é"', "2"], found


def test_large_rows() -> None:
    """csv: a row of 3 MB is an error of its own, and what fits of it comes back"""
    for large in ("x" * 3_000_000, '"' + 'x""\n' * 700_000 + '"'):
        text = f"id,text,more\n1,A refund,a\n2,{large},b\n3,A refund,c\n"
        run = tool(*CSV, text=text)
        assert run.status == 1, run.errors
        rows = list(csv.DictReader(io.StringIO(run.output)))
        assert [row["id"] for row in rows] == ["1", "2", "3"], rows
        assert rows[1]["text"] == "" and "larger than" in rows[1]["error"], rows[1]
        assert rows[2]["label"] == "Refund" and rows[2]["more"] == "c", rows[2]
    # One that never ends has swallowed what follows: the run ends, and the rows before are written.
    run = tool(*CSV, text='id,text\n1,A refund\n2,"' + "x\n" * 1_000_000)
    assert run.status == 2 and "A quote that is opened" in run.errors, run


def test_taken_names(directory: Path) -> None:
    """csv: an output is classified once more, and each column has a name of its own"""
    first, second = directory / "first.csv", directory / "second.csv"
    source = directory / "in.csv"
    source.write_text("error,text\nold,A refund\n,\n")
    run = tool("classify", "--model", "1", "-i", source, "-o", first)
    assert run.status == 1, run
    run = tool("classify", "--model", "2", "-i", first, "-o", second)
    assert run.status == 1, run
    names = ["error", "text", "label_2", "confidence_2", "error_2"]
    for output in (first, second):
        with output.open(newline="") as file:
            found = next(csv.reader(file))
        assert found == names, found
        names += ["label_3", "confidence_3", "error_3"]
    # The errors that a repeated run counts are its own.
    run = tool("classify", "--model", "1", "-i", source, "-o", first, "--resume")
    assert run.status == 1 and "1 row of" in run.errors, run


def test_two_columns_of_a_name() -> None:
    """csv: a name that two columns have is no name for the text or the id"""
    for arguments in ((), ("--text-field", "body", "--id-field", "text")):
        run = tool(*CSV, *arguments, text="text,text,body\na,b,c\n")
        assert run.status == 2 and "more than one column" in run.errors, run
        assert run.errors.count("\n") == 1 and run.output == "", run
    assert tool(*CSV, "--text-field", "body", text="text,text,body\na,b,c\n").status == 0


def test_tabs(directory: Path) -> None:
    """csv: an output named .tsv has tabs, and can be read again"""
    source, output = directory / "in.tsv", directory / "out.tsv"
    source.write_text("id\ttext\n7\tA refund, please\n8\t\n")
    run = tool("classify", "--model", "1", "-i", source, "-o", output)
    assert run.status == 1, run
    rows = list(csv.DictReader(output.open(), delimiter="\t"))
    assert [(row["id"], row["label"]) for row in rows] == [("7", "Refund"), ("8", "")], rows
    assert rows[1]["error"].startswith("LABELF_ERROR_TEXT_EMPTY"), rows
    assert tool("classify", "--model", "1", "-i", source, "-o", output, "--resume").status == 1
    again = tool(*BEST, "-i", output, "--id-field", "id")
    assert [row["id"] for row in again.rows] == ["7", "8"], again


def test_no_text(directory: Path) -> None:
    """what is no text, or one JSON array, is refused with what makes rows of it"""
    source = directory / "in.jsonl"
    lines = json.dumps([{"text": "A refund"}] * 99, indent=1)
    packed = gzip.compress(b'{"text":"A refund"}\n' * 99)
    control("DELETE", "/sandbox/report")
    for content, words in ((lines.encode(), "jq -c"), (packed, "gzip -dc"), (b"PK\3\4...", "CSV")):
        source.write_bytes(content)
        run = tool(*BEST, "-i", source, "-o", directory / "out.jsonl")
        assert run.status == 2 and words in run.errors and run.errors.count("\n") == 1, run
        assert sorted(path.name for path in directory.iterdir()) == ["in.jsonl"]
    assert asked_texts() == set()
    run = tool(*BEST, "--format", "jsonl", text='["A refund"]\n"A refund"\n')
    assert run.status == 1 and "error" in run.rows[0] and "error" not in run.rows[1], run
    run = tool(*BEST, "--format", "jsonl", text='["A ref\n"A refund"\n')
    assert run.status == 1 and "error" in run.rows[0] and "error" not in run.rows[1], run


def test_other_encodings(directory: Path) -> None:
    """UTF-16 is refused with what makes UTF-8 of it"""
    source = directory / "in.csv"
    for encoding in ("utf-16", "utf-16-be"):
        mark = "\ufeff" if encoding == "utf-16-be" else ""
        source.write_bytes((mark + "id,text\n1,A refund\n").encode(encoding))
        run = tool(*BEST, "--output-format", "jsonl", "-i", source, "-o", directory / "out.jsonl")
        assert run.status == 2 and "iconv" in run.errors and run.errors.count("\n") == 1, run
        assert sorted(path.name for path in directory.iterdir()) == ["in.csv"]


def test_hidden_keys(directory: Path) -> None:
    """a key in a wrong place is not shown, and no message moves a cursor"""
    key = "lbl_sk_0123456789-abc_DEF"
    cases = [
        (*BEST, "--option", f"api_key:{key}"),
        (*BEST, key),
        (*BEST, "-i", key),
        (*BEST, "--option", f"{key}=1"),
        (key,),
        ("datasets", key),
    ]
    for arguments in cases:
        run = tool(*arguments, text="Hello\n")
        assert run.status != 0 and "lbl_sk_..." in run.errors, (arguments, run)
        assert "0123456789" not in run.errors + run.output, (arguments, run)
    names = ",".join(["\x1b[2J", *(f"column {number}" for number in range(5000))])
    run = tool(*CSV, text=names + "\n")
    assert run.status == 2 and "\x1b" not in run.errors and len(run.errors) < 1000, run
    assert "and 4,981 more" in run.errors, run


def test_labels_of_a_run() -> None:
    """--label: more than there may be, and none"""
    many = [argument for number in range(1001) for argument in ("--label", f"l{number}")]
    for arguments in (many, ["--label", ""]):
        run = tool(*BEST, *arguments, text="Hello\n")
        assert run.status == 2 and "--label" in run.errors and run.errors.count("\n") == 1, run


def test_another_input(directory: Path) -> None:
    """--resume: a whole output is held against the input's ids and columns"""
    control("DELETE", "/sandbox/report")
    source, lines = directory / "in.jsonl", directory / "out.jsonl"
    table, columns = directory / "in.csv", directory / "out.csv"
    source.write_text("".join(json.dumps({"id": row, "text": "Hello"}) + "\n" for row in range(99)))
    table.write_text("text,more\n" + "".join(f"Hello,{row}\n" for row in range(99)))
    for path, output, old, new in (
        (source, lines, '"id": 77', '"id": 78'),
        (table, columns, "Hello,77\n", "Hello,78\n"),
        (table, columns, "text,more", "text,less"),
    ):
        arguments = ("classify", "--model", "1", "--id-field", "id" if path == source else "more")
        run = tool(*arguments, "-i", path, "-o", output, "--resume")
        assert run.status == 0, run
        there = output.read_bytes()
        text = path.read_text()
        path.write_text(text.replace(old, new))
        wanted = arguments if new != "text,less" else arguments[:3]
        run = tool(*wanted, "-i", path, "-o", output, "--resume")
        assert run.status == 2 and "remove it" in run.errors, run
        assert "index 77" in run.errors or new == "text,less", run
        path.write_text(text)
        run = tool(*arguments, "-i", path, "-o", output, "--resume")
        assert run.status == 0 and "nothing left to do" in run.errors, run
        assert output.read_bytes() == there
    assert asked_texts() == {"Hello"}
