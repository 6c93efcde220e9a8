"""The rows of the jobs that are killed: their texts, as input, and counted in an output."""

from __future__ import annotations

import csv
import json
from pathlib import Path

SENTENCES = [
    "Where is parcel {}?",
    "I was charged twice for order {}, and nobody answers.",
    'The app says "session {} expired" whenever I log in.\nWhat now?',
    "Tack för hjälpen med ärende {}!",
]


def texts_of(rows: int) -> list[str]:
    """Different texts; one in fifty is empty, which is an error of that row."""
    return [
        "" if row % 50 == 49 else SENTENCES[row % len(SENTENCES)].format(row) for row in range(rows)
    ]


def write_input(path: Path, texts: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            writer = csv.writer(file)
            writer.writerow(["nr", "text"])
            writer.writerows(enumerate(texts))
        else:
            for row, text in enumerate(texts):
                file.write(json.dumps({"id": row, "text": text}, ensure_ascii=row % 2 == 0) + "\n")


def written(path: Path) -> int:
    """How many rows are there whole."""
    if not path.exists():
        return 0
    content = path.read_bytes()
    if path.suffix != ".csv":
        return content.count(b"\n")
    # Every field is in quotes: outside of them there are an even number before a line's end.
    ends = 0
    quotes = 0
    for line in content.split(b"\n")[:-1]:
        quotes += line.count(b'"')
        ends += quotes % 2 == 0
    return max(ends - 1, 0)
