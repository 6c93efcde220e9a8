"""The tables in docs/abi.md of what changed before 1.0 was frozen: a name on the right is there,
and one that stands on the left alone is gone. The headers are parsed, a C++ compiler is asked, and
the package is looked at."""

from __future__ import annotations

import dataclasses
import inspect
import os
import re
import subprocess
from pathlib import Path

import labelf
import pytest
from conftest import REPOSITORY
from test_header import CODE, TEXT, prototypes, struct_fields

PAGE = (REPOSITORY / "docs" / "abi.md").read_text()
MACROS = set(re.findall(r"^#define (\w+)", TEXT, flags=re.M))
C_WORDS = set(re.findall(r"\w+", CODE)) | MACROS
METHODS = [
    function
    for kind in (labelf.Client, labelf.AsyncClient)
    for name, function in inspect.getmembers(kind, inspect.isfunction)
    if not name.startswith("_")
]


def section(language: str) -> str:
    found = re.search(rf"^### {re.escape(language)}\n(.*?)(?=^###? |\Z)", PAGE, flags=re.M | re.S)
    assert found, language
    return found[1]


def names(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def tables(language: str, pattern: str) -> list[tuple[set[str], set[str]]]:
    """The names of each row, left and right, as far as they are of the kind; what is only new has a
    row of its own."""
    kind = re.compile(pattern)
    text = section(language)
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| ")][1:]
    pairs = [(names(before), names(now)) for before, now, _ in rows]
    new = re.search(r"^New: (.*?)\n\n|^New: (.*)\Z", text, flags=re.M | re.S)
    assert new, language
    pairs.append((set(), names(new[0])))
    return [tuple({name for name in side if kind.match(name)} for side in pair) for pair in pairs]  # type: ignore[misc]


def sides(language: str, pattern: str) -> tuple[list[str], list[str]]:
    """What is gone, and what is there."""
    pairs = tables(language, pattern)
    left = {name for before, _ in pairs for name in before}
    right = {name for _, now in pairs for name in now}
    assert left - right
    assert right
    return sorted(left - right), sorted(right)


def is_in_c(name: str) -> bool:
    """`name`, `struct.field`, `struct{all its fields}` or `function(its arguments)`."""
    base, of, inside = re.fullmatch(r"(\w+)(\.|\{|\()?(.*?)[})]?", name).groups()  # type: ignore[union-attr]
    listed = inside.split(", ")
    if of == ".":
        return inside in struct_fields()[base]
    if of == "{":
        return struct_fields()[base] == listed
    if of == "(":
        arguments = re.search(rf"\b{base}\(([^()]*)\);", CODE)
        return arguments is not None and listed == [
            argument.split()[-1].lstrip("*") for argument in arguments[1].split(",")
        ]
    return base in C_WORDS


C_GONE, C_THERE = sides("C", r"labelf_\w+(?!\.h)\b|LABELF_\w+$")
CPP_GONE, CPP_THERE = sides("C++", r"\w+::\w+$")
PYTHON_GONE, PYTHON_THERE = sides("Python", r"labelf\.\w|[A-Z]\w+(\.\w|$)|\w+=$")


@pytest.mark.parametrize("name", C_THERE)
def test_c_has_it(name: str) -> None:
    assert is_in_c(name)


@pytest.mark.parametrize("name", C_GONE)
def test_c_has_it_no_more(name: str) -> None:
    assert not is_in_c(name)


def test_every_struct_and_function_of_the_tables_is_declared() -> None:
    for name in C_THERE:
        if "(" in name:
            assert name.split("(")[0] in prototypes()


def in_cpp(wanted: list[str], work: Path) -> set[str]:
    """Those that there are: members of classes, and what is in the namespace, with exceptions or
    without."""
    program = work / "names.cpp"
    lines = ["#include <labelf.hpp>"]
    places: dict[int, str] = {}
    for number, name in enumerate(wanted):
        scope, member = name.split("::")
        if scope == "labelf":
            tries = [
                f"namespace one_{number} {{ using {name}; }}",
                f"namespace two_{number} = {name};",
            ]
        else:
            base = f"labelf::{scope}"
            tries = [f"struct one_{number} : {base} {{ using {base}::{member}; }};"]
        for line in tries:
            lines.append(line)
            places[len(lines)] = name
    program.write_text("\n".join(lines) + "\n")
    found: set[str] = set()
    for mode in ("-fexceptions", "-fno-exceptions"):
        ran = subprocess.run(
            [
                *(os.environ.get("CXX", "g++"), "-std=c++17", "-fsyntax-only", mode),
                *(f"-I{REPOSITORY / 'include'}", str(program)),
            ],
            stderr=subprocess.PIPE,
            text=True,
        )
        wrong = {int(n) for n in re.findall(r"names\.cpp:(\d+):\d+: error", ran.stderr)}
        assert wrong <= set(places), ran.stderr
        found |= {name for place, name in places.items() if place not in wrong}
    return found


def test_cpp_has_what_is_there_and_not_what_is_gone(tmp_path: Path) -> None:
    found = in_cpp(CPP_GONE + CPP_THERE, tmp_path)
    assert [name for name in CPP_GONE if name in found] == []
    assert [name for name in CPP_THERE if name not in found] == []


def is_in_python(name: str) -> bool:
    """`keyword=` of any method, `Class.method(keyword=)`, `Class.field` or `Class`."""
    if name.endswith("="):
        return any(name[:-1] in inspect.signature(function).parameters for function in METHODS)
    path, _, keyword = name.rstrip("=)").partition("(")
    owner: object = labelf
    for part in path.removeprefix("labelf.").split("."):
        fields = dataclasses.fields(owner) if dataclasses.is_dataclass(owner) else ()
        if part in {field.name for field in fields}:
            return True
        if owner is labelf.LabelfError:
            return part in vars(labelf.LabelfError("a message"))
        if not hasattr(owner, part):
            return False
        owner = getattr(owner, part)
    return not keyword or keyword in inspect.signature(owner).parameters  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PYTHON_THERE)
def test_python_has_it(name: str) -> None:
    assert is_in_python(name)


@pytest.mark.parametrize("name", PYTHON_GONE)
def test_python_has_it_no_more(name: str) -> None:
    assert not is_in_python(name)


def test_what_is_no_mistake_is_no_usage_error() -> None:
    row = next(line for line in section("Python").splitlines() if "no `UsageError`" in line)
    kinds = names(row.split(" | ")[1].split(" are ")[0])
    assert len(kinds) == 7
    for kind in kinds:
        assert not issubclass(getattr(labelf, kind), labelf.UsageError)
