"""Kills `labelf classify` at random moments with SIGKILL, resumes it, and looks at what is left.

    kill.py KILLS ROWS SEED

After each kill no row that was written before may have been asked about again; in the end the
output is that of a run that nobody disturbed. Prints TAP lines.
"""

from __future__ import annotations

import csv
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from harness import asked_texts, control, start, tool

SENTENCES = [
    "Where is parcel {}?",
    "I was charged twice for order {}, and nobody answers.",
    'The app says "session {} expired" whenever I log in.\nWhat now?',
    "Tack för hjälpen med ärende {}!",
]

CHUNKS = 140


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


class Killer:
    """One job that is killed again and again."""

    def __init__(self, directory: Path, suffix: str, rows: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.texts = texts_of(rows)
        self.input = directory / f"input{suffix}"
        self.output = directory / f"killed{suffix}"
        write_input(self.input, self.texts)
        self.kills = 0
        self.early = 0
        self.asked_again = 0
        self.lost = 0
        self.first = 0
        self.startup = 0.0
        self.bytes_a_row = 0.0
        self.arguments = ["classify", "--model", "1", "--quiet", "--max-predictions", "1"]
        self.arguments += ["--option", "max_connections=16", "--input", str(self.input), "--output"]

    def whole(self, path: Path) -> None:
        """A run that nobody disturbs, which also tells how long a start takes, and a row is."""
        began = time.monotonic()
        tool("classify", "--model", "1", "--quiet", text="Hello?")
        started = time.monotonic()
        done = tool(*self.arguments, path)
        assert done.status == 1, done
        self.startup = started - began
        self.bytes_a_row = path.stat().st_size / len(self.texts)

    def look(self) -> None:
        """Counts what the last run has asked again, though it was written before it began."""
        self.asked_again += len(asked_texts() & set(self.texts[: self.first]))
        control("DELETE", "/sandbox/report")

    def once(self, rows: int) -> bool:
        """Runs it and kills it within about so many rows; whether it was still running."""
        self.look()
        before = self.first = written(self.output)
        process = start(*self.arguments, self.output, "--resume", stderr=subprocess.PIPE)
        # Some chunks are written at once: it comes further than to where it is waited for.
        if self.random.random() < (0.2 if rows > CHUNKS else 0.6):
            time.sleep(self.random.uniform(0, self.startup))
        else:
            self.wait_for_rows(process, self.random.uniform(0, 2 * max(rows - CHUNKS, 0)))
        process.send_signal(signal.SIGKILL)
        _, errors = process.communicate()
        if process.returncode != -signal.SIGKILL:
            assert process.returncode == 1, errors.decode()
        after = written(self.output)
        self.lost += max(before - after, 0)
        self.early += after == before
        return process.returncode == -signal.SIGKILL

    def wait_for_rows(self, process: subprocess.Popen[bytes], rows: float) -> None:
        """Until about so many more are written, and then some moments."""
        size = self.output.stat().st_size if self.output.exists() else 0
        goal = size + rows * self.bytes_a_row
        while process.poll() is None:
            if self.output.exists() and self.output.stat().st_size > goal:
                break
            time.sleep(0.0005)
        time.sleep(self.random.uniform(0, 0.004))

    def kill(self, kills: int) -> None:
        while self.kills < kills:
            left = len(self.texts) - written(self.output)
            # Some are left for the end.
            if not self.once(left * 3 // 4 // (kills - self.kills)):
                return
            self.kills += 1


def main() -> int:
    kills, rows, seed = map(int, sys.argv[1:4])
    failures = 0
    for suffix in (".jsonl", ".csv"):
        with tempfile.TemporaryDirectory() as name:
            directory = Path(name)
            killer = Killer(directory, suffix, rows, seed)
            whole = directory / f"whole{suffix}"
            killer.whole(whole)
            killer.kill(kills)
            killer.look()
            last = killer.first = written(killer.output)
            end = tool(*killer.arguments, killer.output, "--resume")
            killer.look()
            print(f"# {suffix}: {killer.kills} kills, {killer.early} before a row was written")
            print(f"# {suffix}: {last} rows were there at the last one")
            checks = {
                f"{kills} kills of a job of {rows} rows, seed {seed}": killer.kills == kills,
                "no row was asked for again once it was written": killer.asked_again == 0,
                "no row that was written was lost": killer.lost == 0,
                "the last run ends as one that nobody disturbed": end.status == 1,
                "the output is that of a run that nobody disturbed": whole.read_bytes()
                == killer.output.read_bytes(),
                "nothing else is left": len(list(directory.iterdir())) == 3,
            }
            for check, held in checks.items():
                print(f"{'ok' if held else 'not ok'} - {suffix}: {check}")
                failures += not held
            if end.status != 1:
                print(f"# {end!r}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
