"""The package's own modules: no import cycle, those for type checkers alone included."""

from __future__ import annotations

import ast
from pathlib import Path

import labelf

PACKAGE = Path(labelf.__file__).parent


def imports(path: Path) -> set[str]:
    """The modules of the package that one imports, wherever it does."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == "labelf":
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("labelf."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {
                name.name.split(".")[1] for name in node.names if name.name.startswith("labelf.")
            }
    return found


def cycle(graph: dict[str, set[str]]) -> list[str]:
    """Some modules that import each other in a circle; empty if there are none."""
    done: set[str] = set()

    def visit(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        for other in sorted(graph[name]):
            found = visit(other, [*path, name])
            if found:
                return found
        done.add(name)
        return []

    return next((found for name in sorted(graph) if (found := visit(name, []))), [])


def test_no_modules_import_each_other() -> None:
    paths = {path.stem: path for path in PACKAGE.glob("*.py") if path.stem != "__init__"}
    assert len(paths) > 10
    assert cycle({name: imports(path) & set(paths) for name, path in paths.items()}) == []


def test_a_cycle_is_found() -> None:
    assert cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
