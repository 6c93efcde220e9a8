"""_native.py against include/labelf.h, which is the authority: the header is parsed, and a C
compiler asked."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from labelf import Pacing, Status, _native, _options, _structures
from labelf._calls import LANES

HEADER = REPOSITORY / "include" / "labelf.h"
TEXT = HEADER.read_text()
CODE = re.sub(r"/\*.*?\*/", " ", TEXT, flags=re.S)
CODE = re.sub(r"^\s*#.*?(?<!\\)$", " ", CODE, flags=re.M | re.S)
# A function of C that Python does for itself.
CODE = re.sub(r"static inline [^{]*\{[^}]*\}", " ", CODE)

# What a type of C is to ctypes. Pointers to structs that Python lays out are told by name below.
PLAIN: dict[str, Any] = {
    "void": None,
    "int": ctypes.c_int,
    "int32_t": ctypes.c_int32,
    "int64_t": ctypes.c_int64,
    "uint64_t": ctypes.c_uint64,
    "size_t": ctypes.c_size_t,
    "double": ctypes.c_double,
    "labelf_status": ctypes.c_int32,
}


def enumerators(name: str) -> dict[str, int]:
    body = re.search(rf"typedef enum {name} LABELF_INT32 \{{(.*?)\}}", CODE, flags=re.S)
    assert body, name
    return {key: int(value) for key, value in re.findall(r"(\w+)\s*=\s*(\d+)", body[1])}


def struct_fields() -> dict[str, list[str]]:
    found = re.findall(r"typedef struct (\w+) \{(.*?)\}", CODE, flags=re.S)
    return {name: re.findall(r"(\w+);", body) for name, body in found}


def prototypes() -> dict[str, tuple[str, list[str]]]:
    found = re.findall(r"([\w][\w \t\n]*?[\s*]+)(labelf_\w+)\(([^()]*)\);", CODE)
    parsed = {}
    for result, name, arguments in found:
        listed = [] if arguments.strip() == "void" else arguments.split(",")
        # The last word of an argument is its name.
        types = [re.sub(r"\w+$", "", argument.strip()) for argument in listed]
        parsed[name] = (result, types)
    return parsed


def is_as_declared(spelled: str, declared: type | None) -> bool:
    """Whether a type of ctypes is one for what the header spells."""
    base = re.sub(r"\bconst\b|\*|\s", "", spelled)
    stars = spelled.count("*")
    if stars == 0:
        return declared is PLAIN[base]
    if stars == 1 and base == "char":
        # As an argument NUL-terminated; as a result the library's, or the caller's to free.
        return declared in (ctypes.c_char_p, ctypes.c_void_p)
    if stars == 2:
        return declared in (_native.Handle_p, ctypes.POINTER(ctypes.c_char_p))
    struct = _structures.STRUCTS.get(base)
    known: list[Any] = [ctypes.c_void_p]
    if struct is not None:
        known.append(ctypes.POINTER(struct))
    elif base in PLAIN and base != "void":
        known = [ctypes.POINTER(PLAIN[base])]
    return declared in known


def test_the_header_is_read_whole() -> None:
    assert len(prototypes()) == len(
        set(re.findall(r"\b(labelf_\w+)\(", CODE)) - {"labelf_text_from"} - CALLBACKS
    )


CALLBACKS = set(re.findall(r"\(\*(labelf_\w+)\)", CODE))


def test_each_function_is_declared() -> None:
    assert set(_native.FUNCTIONS) == set(prototypes())


@pytest.mark.parametrize("name", sorted(_native.FUNCTIONS))
def test_a_function_has_the_types_of_the_header(name: str) -> None:
    result, arguments = prototypes()[name]
    declared_result, declared_arguments = _native.FUNCTIONS[name]
    assert is_as_declared(result, declared_result)
    assert len(arguments) == len(declared_arguments)
    for spelled, declared in zip(arguments, declared_arguments):
        assert is_as_declared(spelled, declared), spelled


def test_strings_to_be_freed_keep_their_address() -> None:
    for name, (result, _) in prototypes().items():
        if "char" in result:
            is_owned = "const" not in result
            assert not is_owned or _native.FUNCTIONS[name][0] is ctypes.c_void_p, name


def test_structs_are_laid_out_as_c_does_it(tmp_path: Path) -> None:
    fields = {name: names for name, names in struct_fields().items() if names}
    assert set(_structures.STRUCTS) == set(fields)
    lines = ["#include <stdio.h>", "#include <labelf.h>", "int main(void) {"]
    expected = []
    for name, struct in _structures.STRUCTS.items():
        assert [field[0] for field in struct._fields_] == fields[name]
        lines.append(f'printf("%zu\\n", sizeof({name}));')
        expected.append(ctypes.sizeof(struct))
        for field in fields[name]:
            member = f"(({name} *)0)->{field}"
            lines.append(f'printf("%zu\\n%zu\\n", offsetof({name}, {field}), sizeof({member}));')
            expected += [getattr(struct, field).offset, getattr(struct, field).size]
    source = tmp_path / "layout.c"
    source.write_text("\n".join([*lines, "return 0;", "}"]))
    program = tmp_path / "layout"
    compiler = os.environ.get("CC", "cc")
    subprocess.run([compiler, "-I", HEADER.parent, "-o", program, source], check=True)
    said = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    assert [int(line) for line in said.split()] == expected


def test_statuses_are_those_of_the_header() -> None:
    names = {
        re.sub("^LABELF_(ERROR_)?", "", name): value
        for name, value in enumerators("labelf_status").items()
    }
    assert {status.name: int(status) for status in Status} == names


def test_lanes_and_pacings_are_those_of_the_header() -> None:
    lanes = {f"LABELF_LANE_{name.upper()}": value for name, value in LANES.items()}
    assert lanes == enumerators("labelf_lane")
    pacings = {f"LABELF_PACING_{pacing.name}": int(pacing) for pacing in Pacing}
    assert pacings == enumerators("labelf_pacing")


def test_options_are_those_of_the_header() -> None:
    table = TEXT[TEXT.index(" *   key  ") :]
    table = table[table.index("\n") : table.index("*/")]
    keys = set(re.findall(r"^ \*   (\w+) ", table, flags=re.M))
    assert "api_key" in keys
    assert set(_options.Options.__annotations__) == keys - {"api_key"}
