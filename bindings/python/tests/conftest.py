"""What the tests share. Each runs against the real library and a sandbox of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import labelf
import pytest
from pytest_labelf import Sandbox

REPOSITORY = Path(__file__).resolve().parents[3]


def samples(page: Path) -> list[str]:
    """The ```python blocks of a page."""
    return re.findall(r"^```python\n(.*?)^```", page.read_text(), flags=re.M | re.S)


@pytest.fixture
def client(labelf_sandbox: Sandbox) -> Iterator[labelf.Client]:
    """A client of the test's sandbox."""
    with labelf_sandbox.client() as made:
        yield made
