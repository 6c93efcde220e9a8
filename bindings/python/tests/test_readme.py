"""Every Python sample that a newcomer copies is run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY, samples
from pytest_labelf import Sandbox

PAGES = [
    REPOSITORY / "README.md",
    *sorted((REPOSITORY / "docs").glob("*.md")),
    REPOSITORY / "bindings" / "python" / "README.md",
]
SAMPLES = [
    pytest.param(sample, id=f"{page.relative_to(REPOSITORY)}-{number}")
    for page in PAGES
    for number, sample in enumerate(samples(page), 1)
]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_runs(sample: str, labelf_sandbox: Sandbox, tmp_path: Path) -> None:
    program = tmp_path / "sample.py"
    if "def test_" in sample:
        (tmp_path / "test_sample.py").write_text(sample)
        command = ["-m", "pytest", "-q", "-p", "pytest_labelf", "-p", "no:cacheprovider", "."]
    else:
        program.write_text(sample)
        command = [str(program)]
    ran = subprocess.run(
        [sys.executable, *command],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stdout
    assert ran.stdout
