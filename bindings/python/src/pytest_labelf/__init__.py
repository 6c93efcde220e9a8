"""A pytest plugin: the fixture `labelf_sandbox`, the whole Labelf service on this machine.

    def test_my_program(labelf_sandbox):
        client = labelf.Client()  # the environment leads to the sandbox while the test runs
        assert client.classify_one(1, "Where is my parcel?").label == "Delivery"

Each test has a sandbox of its own, which starts in some ten milliseconds. A mark gives it options:

    @pytest.mark.labelf_sandbox("--plan", "growth", "--latency", "0")

`labelf-sandbox` is found by LABELF_SANDBOX or on PATH; `labelf-sandbox --help` is its manual.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import labelf

__all__ = ["Sandbox", "labelf_sandbox"]


class Sandbox:
    """A running labelf-sandbox. It ends with this process, however that ends."""

    def __init__(self, *options: str) -> None:
        program = os.environ.get("LABELF_SANDBOX") or shutil.which("labelf-sandbox")
        if program is None:
            raise FileNotFoundError("labelf-sandbox is not on PATH; LABELF_SANDBOX may name it")
        self._process = subprocess.Popen(
            [program, "--port", "0", "--exit-with-stdin", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        #: What it has said on being ready, such as "token_url".
        self.said: dict[str, str] = {}
        assert self._process.stdout is not None
        for line in self._process.stdout:
            name, _, value = line.strip().partition(" ")
            self.said[name] = value
            if name == "key":
                break
        if "key" not in self.said:
            raise RuntimeError(f"labelf-sandbox did not start: {self._read(self._process.stderr)}")
        #: Where it answers: the client's base_url.
        self.url = self.said["url"]
        #: The workspace's key.
        self.key = self.said["key"]

    @property
    def options(self) -> dict[str, Any]:
        """What leads a client here: `labelf.Client(**labelf_sandbox.options)`."""
        return {"base_url": self.url, "api_key": self.key, "shared_budget": False}

    def client(self, **options: Any) -> labelf.Client:
        """A client of this sandbox, with more options."""
        import labelf

        return labelf.Client(**{**self.options, **options})

    def report(self, *, texts: bool = False) -> dict[str, Any]:
        """What was asked, granted, refused and billed; with `texts`, text by text."""
        report: dict[str, Any] = self.ask("GET", f"/sandbox/report{'?texts=1' if texts else ''}")
        return report

    def set_faults(self, rules: list[dict[str, Any]]) -> None:
        """Replaces the fault script."""
        self.ask("POST", "/sandbox/faults", rules)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Asks the sandbox itself, outside the API: `path` begins with /sandbox. The answer's JSON,
        or None."""
        data = None if body is None else json.dumps(body).encode()
        origin = self.url[: -len("/v2")]
        request = urllib.request.Request(origin + path, data=data, method=method)
        # The environment's proxies are for elsewhere.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def stop(self) -> None:
        """Ends it."""
        self._process.terminate()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    @staticmethod
    def _read(stream: IO[str] | None) -> str:
        return "" if stream is None else stream.read()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "labelf_sandbox(*options): options of the labelf-sandbox that the test is given"
    )


@pytest.fixture
def labelf_sandbox(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sandbox]:
    """A sandbox of the test's own; while the test runs, LABELF_BASE_URL and LABELF_API_KEY lead to
    it."""
    mark = request.node.get_closest_marker("labelf_sandbox")
    sandbox = Sandbox(*(mark.args if mark else ()))
    monkeypatch.setenv("LABELF_BASE_URL", sandbox.url)
    monkeypatch.setenv("LABELF_API_KEY", sandbox.key)
    monkeypatch.setenv("LABELF_SHARED_BUDGET", "off")
    yield sandbox
    sandbox.stop()
