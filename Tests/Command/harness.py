"""What the tests of the command line share: running it beside a sandbox, and TAP lines."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import traceback
import urllib.request
from pathlib import Path
from typing import Any, Callable

TOOL = Path(__file__).resolve().parents[2] / "build" / "bin" / "labelf"
ORIGIN = (
    os.environ["LABELF_BASE_URL"].removesuffix("/v2") if "LABELF_BASE_URL" in os.environ else ""
)


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


def control(method: str, path: str, body: object = None) -> Any:
    """Asks the sandbox's own endpoints."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(ORIGIN + path, data=data, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        content = answer.read()
    return json.loads(content) if content else None


def asked_texts() -> set[str]:
    """The texts that were asked about since the report was begun anew."""
    return {entry["text"] for entry in control("GET", "/sandbox/report?texts=1")["texts"]}


def rows_in(path: Path) -> int:
    """The whole lines of a file that may not be there."""
    return path.read_bytes().count(b"\n") if path.exists() else 0


def run_tests(tests: list[Callable[[Path], None]]) -> int:
    """Runs each test with a directory of its own, and prints a TAP line for it."""
    failures = 0
    for test in tests:
        name = (test.__doc__ or test.__name__).splitlines()[0].rstrip(".")
        try:
            with tempfile.TemporaryDirectory() as directory:
                test(Path(directory))
        except Exception:
            failures += 1
            print(f"not ok - {name}")
            print(
                "".join("# " + line + "\n" for line in traceback.format_exc().splitlines()), end=""
            )
        else:
            print(f"ok - {name}")
        sys.stdout.flush()
    return 1 if failures else 0
