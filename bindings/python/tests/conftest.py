"""What the tests share. Each runs against the real library and a sandbox."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import labelf
import pytest
from pytest_labelf import Sandbox, lead_to, marked_options

REPOSITORY = Path(__file__).resolve().parents[3]


def samples(page: Path) -> list[str]:
    """The ```python blocks of a page."""
    return re.findall(r"^```python\n(.*?)^```", page.read_text(), flags=re.M | re.S)


def check_ctrl_c(use: Callable[[], object]) -> None:
    """Ctrl-C ends what would take long within 200 ms. On a machine that has other things to do,
    once in three times is enough: what looks at signals too seldom never does it. A shell that
    starts the tests in the background has SIGINT ignored: Python then leaves it at that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    taken: list[float] = []
    while not taken or (min(taken) >= 0.2 and len(taken) < 3):
        sent: list[float] = []

        def interrupt(sent: list[float] = sent) -> None:
            sent.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)

        threading.Timer(0.3, interrupt).start()
        with pytest.raises(KeyboardInterrupt) as raised:
            use()
        taken.append(time.monotonic() - sent[0])
        # Calls are given up although the exception's traceback holds them.
        assert raised.value is not None
    assert min(taken) < 0.2, taken


class ReusableSandbox(Sandbox):
    """A sandbox that is as good as new after a test, if nothing was set in it."""

    is_touched = False

    def set_faults(self, rules: list[dict[str, Any]]) -> None:
        self.is_touched = True
        super().set_faults(rules)

    def stop(self) -> None:
        self.is_touched = True
        super().stop()

    def become_new(self) -> bool:
        """Whether it can be used again: nothing is under way, and the report is empty."""
        for _ in range(100):
            if self.report()["in_flight"] == 0:
                self.ask("DELETE", "/sandbox/report")
                return True
            time.sleep(0.01)
        return False


@pytest.fixture(scope="session")
def idle_sandboxes() -> Iterator[dict[tuple[str, ...], ReusableSandbox]]:
    """Sandboxes that no test uses now, by their options."""
    idle: dict[tuple[str, ...], ReusableSandbox] = {}
    yield idle
    for sandbox in idle.values():
        sandbox.stop()


@pytest.fixture
def labelf_sandbox(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    idle_sandboxes: dict[tuple[str, ...], ReusableSandbox],
) -> Iterator[Sandbox]:
    """As the plugin's, but a sandbox that knows nothing of the test before is used again: starting
    one that was built without optimization costs more than most tests."""
    options = marked_options(request)
    sandbox = idle_sandboxes.pop(options, None) or ReusableSandbox(*options)
    lead_to(sandbox, monkeypatch)
    yield sandbox
    # Limits, quotas and tokens have a memory.
    is_plain = not options or options[0] == "--latency"
    if is_plain and not sandbox.is_touched and sandbox.become_new():
        idle_sandboxes[options] = sandbox
    elif sandbox.is_running:
        sandbox.stop()


@pytest.fixture
def client(labelf_sandbox: Sandbox) -> Iterator[labelf.Client]:
    """A client of the test's sandbox."""
    with labelf_sandbox.client() as made:
        yield made
