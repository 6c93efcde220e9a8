"""What the tests of the command line share: running it, and asking the sandbox beside it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

TOOL = Path(__file__).resolve().parents[2] / "build" / "bin" / "labelf"


class Run:
    """What one run of the tool has left behind."""

    def __init__(self, status: int, output: str, errors: str) -> None:
        self.status = status
        self.output = output
        self.errors = errors

    @property
    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.output.splitlines()]

    def __repr__(self) -> str:
        return f"status {self.status}\n{self.errors}{self.output[:2000]}"


def environment(changes: dict[str, str | None] | None = None) -> dict[str, str]:
    """This process's own, with some variables set, or taken out."""
    result = dict(os.environ)
    for name, value in (changes or {}).items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result


def tool(
    *arguments: str | Path,
    text: str = "",
    env: dict[str, str | None] | None = None,
    timeout: float = 60,
) -> Run:
    """Runs the tool to its end, with `text` as standard input."""
    done = subprocess.run(
        [str(TOOL), *map(str, arguments)],
        input=text.encode(),
        capture_output=True,
        env=environment(env),
        timeout=timeout,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def start(*arguments: str | Path, **options: Any) -> subprocess.Popen[bytes]:
    """Runs the tool in the background, as a terminal would: a shell has it ignore Ctrl-C there."""
    return subprocess.Popen(
        [str(TOOL), *map(str, arguments)],
        env=environment(),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        **options,
    )


def origin() -> str:
    """The sandbox's address, which the fixture of conftest.py has started."""
    return os.environ["LABELF_BASE_URL"].removesuffix("/v2")


def control(method: str, path: str, body: object = None) -> Any:
    """Asks the sandbox's own endpoints."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(origin() + path, data=data, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        content = answer.read()
    return json.loads(content) if content else None


def asked_texts() -> set[str]:
    """The texts that were asked about since the report was begun anew."""
    return {entry["text"] for entry in control("GET", "/sandbox/report?texts=1")["texts"]}


def rows_in(path: Path) -> int:
    """The whole lines of a file that may not be there."""
    return path.read_bytes().count(b"\n") if path.exists() else 0
