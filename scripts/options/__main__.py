"""options [--check]: writes what is made from include/options.toml, or says what differs."""

import difflib
import sys
from collections.abc import Callable
from pathlib import Path

import pages
import swift
from table import Option, read

PYTHON = "bindings/python/src/labelf/_options.py"


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print("usage: python3 scripts/options [--check]", file=sys.stderr)
        return 2
    options = read(Path("include/options.toml"))
    made: dict[str, Callable[[str, list[Option]], str]] = {
        "Sources/LabelfCore/Configuration/ConfigurationTable.swift": lambda _, rows: swift.file(
            rows
        ),
        "include/labelf.h": pages.header,
        "docs/options.md": pages.page,
        PYTHON: pages.python,
    }
    status = 0
    for name, make in made.items():
        path = Path(name)
        old = path.read_text() if path.exists() else ""
        new = make(old, options)
        if old == new:
            continue
        if arguments:
            status = 1
            sys.stdout.writelines(
                difflib.unified_diff(
                    old.splitlines(True),
                    new.splitlines(True),
                    name,
                    f"{name} as options.toml has it",
                )
            )
        else:
            path.write_text(new)
    if status:
        print(
            "options: `make options` writes these files from include/options.toml", file=sys.stderr
        )
    return status


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (OSError, TypeError, ValueError) as error:
        sys.exit(f"options: {error}")
