"""The package's own modules: no import cycle, those for type checkers alone included."""

from __future__ import annotations

import ast
from pathlib import Path

import labelf

PACKAGE = Path(labelf.__file__).parent


def imports(source: str, modules: set[str]) -> set[str]:
    """The modules of the package that a source imports, wherever it does. A name that is no module
    comes from `__init__`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            parent = "labelf" if node.level else ""
            origin = ".".join(part for part in (parent, node.module) if part)
            names = [f"{origin}.{name.name}" for name in node.names]
        elif isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        else:
            continue
        for package, *inner in (name.split(".") for name in names):
            if package == "labelf":
                found.add(inner[0] if inner and inner[0] in modules else "__init__")
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
    paths = {path.stem: path for path in PACKAGE.glob("*.py")}
    assert len(paths) > 10
    graph = {name: imports(path.read_text(), set(paths)) for name, path in paths.items()}
    assert cycle(graph) == []


def test_every_way_to_import_is_seen() -> None:
    source = """
import labelf.a
from labelf import b, Name
from labelf.c import Name
from . import d
from .e import Name
if TYPE_CHECKING:
    from labelf.f import Name
def function():
    from labelf.g import Name
"""
    assert imports(source, {*"abcdefgh"}) == {*"abcdefg", "__init__"}


def test_a_cycle_is_found() -> None:
    assert cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
