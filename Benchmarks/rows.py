"""Writes the benchmarks' texts as files: rows.py ROWS DIRECTORY."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

# As in bench.h, but in one line.
SENTENCES = [
    "My parcel was due on Monday and it still has not been delivered.",
    "I was charged twice for the same order; please refund one payment as soon as you can.",
    "Tack för hjälpen i går, men fakturan är fortfarande felaktig och jag vill ha en ny.",
    'The app says "session expired" whenever I log in. I have reset my password three times.',
    "Ich möchte meinen Vertrag zum Monatsende kündigen. Bitte bestätigen Sie mir das Datum.",
    "How do I change the delivery address of an order that has already been paid, but not sent?",
    "Le produit est arrivé cassé, et personne ne répond au téléphone depuis une semaine.",
]


def main() -> None:
    rows, directory = int(sys.argv[1]), Path(sys.argv[2])
    with (
        (directory / "rows.txt").open("w", encoding="utf-8") as text,
        (directory / "rows.jsonl").open("w", encoding="utf-8") as lines,
        (directory / "rows.csv").open("w", encoding="utf-8", newline="") as table,
    ):
        writer = csv.writer(table)
        writer.writerow(["id", "channel", "text"])
        for row in range(rows):
            sentence = f"{SENTENCES[row % len(SENTENCES)]} (order {100000 + row})"
            text.write(sentence + "\n")
            lines.write(json.dumps({"id": row, "text": sentence}, ensure_ascii=False) + "\n")
            writer.writerow([row, "mail", sentence])


if __name__ == "__main__":
    main()
