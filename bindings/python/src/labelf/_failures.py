"""From the library's errors to exceptions."""

from __future__ import annotations

from ctypes import c_void_p

from labelf import errors
from labelf._native import library
from labelf._status import Status
from labelf.errors import LabelfError


def _classes() -> dict[int, type[LabelfError]]:
    found = (item for item in vars(errors).values() if isinstance(item, type))
    return {
        kind.status: kind
        for kind in found
        if issubclass(kind, LabelfError) and kind.status is not None
    }


CLASSES = _classes()


def status_of(code: int) -> int:
    """The Status of a code; the number itself if this package has no name for it."""
    try:
        return Status(code)
    except ValueError:
        return code


def read_error(address: int) -> LabelfError:
    """The exception for an error of the library, which stays as it is."""
    code = library.labelf_error_code(address)
    milliseconds = library.labelf_error_retry_after_ms(address)
    return CLASSES.get(code, LabelfError)(
        library.labelf_error_message(address).decode(errors="replace"),
        code=status_of(code),
        fix=library.labelf_error_fix(address).decode(errors="replace"),
        http_status=library.labelf_error_http_status(address),
        error_code=library.labelf_error_server_code(address).decode(errors="replace"),
        request_id=library.labelf_error_request_id(address).decode(errors="replace"),
        attempts=library.labelf_error_attempts(address),
        retry_after=None if milliseconds < 0 else milliseconds / 1000,
    )


def error_at(address: int | None) -> LabelfError | None:
    """As read_error; None if there is none."""
    return None if address is None else read_error(address)


def take_error(error: c_void_p, code: int) -> LabelfError:
    """The exception for what a function has stored, which is freed; by its status alone if it has
    stored nothing."""
    if error.value is None:
        name = library.labelf_status_name(code).decode()
        return CLASSES.get(code, LabelfError)(name, code=status_of(code))
    try:
        return read_error(error.value)
    finally:
        library.labelf_error_free(error)


def check(code: int, error: c_void_p) -> None:
    """Raises what a function has stored, unless it succeeded."""
    if code != Status.OK:
        raise take_error(error, code)
