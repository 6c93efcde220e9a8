"""A client's options: the library's own keys, from Python values."""

from __future__ import annotations

from collections.abc import Iterable
from ctypes import byref, c_void_p
from typing import TYPE_CHECKING, Any, TypedDict, Union

from labelf._handles import Handle, owned_string
from labelf._native import library
from labelf._outcomes import check
from labelf.errors import ConfigurationError

if TYPE_CHECKING:
    from typing_extensions import Literal

OptionValue = Union[str, int, float, bool, None]


class Options(TypedDict, total=False):
    """The keys that labelf.h explains. None leaves an option as the environment or the library has
    it."""

    # From include/options.toml.
    client_id: str | None
    client_secret: str | None
    token_url: str | None
    base_url: str | None
    requests_per_minute: int | None
    bulk_reserve_percent: int | None
    shared_budget: bool | None
    max_billed_texts: int | None
    max_connections: int | None
    linger_ms: int | None
    max_text_characters: int | None
    connect_timeout_ms: int | None
    attempt_timeout_ms: int | None
    total_timeout_ms: int | None
    max_retries: int | None
    retry_base_ms: int | None
    max_rate_limit_retries: int | None
    queue_texts: int | None
    queue_bytes: int | None
    queue_full: Literal["block", "fail"] | None
    response_max_bytes: int | None
    cache_bytes: int | None
    cache_seconds: int | None
    ca_file: str | None
    proxy: str | None
    user_agent: str | None
    allow_insecure_http: bool | None
    # End of the options.


class LiveOptions(TypedDict, total=False):
    """Those that may be changed while a client runs."""

    # From include/options.toml: those that are live.
    api_key: str
    requests_per_minute: int
    max_connections: int
    # End of those.


#: What may hold a secret is never shown.
SECRET = frozenset({"api_key", "client_secret", "proxy"})


class Hidden:
    """A value that its repr does not show."""

    __slots__ = ("value",)

    def __init__(self, value: OptionValue) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "'***'"


def as_text(value: OptionValue | Hidden) -> str:
    """As the library spells it."""
    if isinstance(value, Hidden):
        value = value.value
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, (bytes, Iterable)) and not isinstance(value, str):
        raise TypeError(f"the value is a {type(value).__name__}, and has to be a str, int or bool")
    return str(value)


def option_names() -> list[str]:
    """The options that the loaded library has."""
    names: list[str] = []
    while (name := library.labelf_config_key(len(names))) is not None:
        names.append(name.decode())
    return names


def _near(key: str) -> str:
    """The options whose names are like one that there is not."""
    import difflib

    known = option_names()
    near = difflib.get_close_matches(key, known)
    return "" if key in known or not near else f"; there is {' and '.join(near)}"


def _spelled(key: str, value: OptionValue) -> str:
    try:
        return as_text(value)
    except TypeError as wrong:
        raise TypeError(f"{key}: {wrong}") from None


def _set(function: Any, owner: Handle, key: str, value: str) -> None:
    """Sets an option of a configuration, or of a client."""
    if "\0" in key or "\0" in value:
        raise ConfigurationError(f"the value of {key!r} has a NUL character")
    error = c_void_p()
    # What is no UTF-8 the library refuses, without showing it.
    pair = (text.encode(errors="surrogatepass") for text in (key, value))
    status = function(owner, *pair, byref(error))
    try:
        check(status, error)
    except ConfigurationError as wrong:
        raise ConfigurationError(wrong.message + _near(key), fix=wrong.fix) from None


class Configured:
    """A configuration of the library, from the environment first and these options after."""

    def __init__(self, options: dict[str, OptionValue]) -> None:
        given = {key: value for key, value in options.items() if value is not None}
        self.options = {
            key: Hidden(value) if key in SECRET else value for key, value in given.items()
        }
        address = library.labelf_config_new()
        if address is None:
            raise MemoryError("liblabelf has no memory for a configuration")
        self.handle = Handle(address, library.labelf_config_free)
        error = c_void_p()
        check(library.labelf_config_from_environment(self.handle, byref(error)), error)
        for key, value in given.items():
            self._set(key, _spelled(key, value))

    def _set(self, key: str, value: str) -> None:
        _set(library.labelf_config_set, self.handle, key, value)

    def change(self, client: Handle, options: dict[str, OptionValue]) -> None:
        """Changes options of a client that runs, and keeps them for one that is made anew: all, or
        none if there is one that cannot be."""
        given = {key: _spelled(key, value) for key, value in options.items() if value is not None}
        trial = Handle(library.labelf_config_new(), library.labelf_config_free)
        for key, text in given.items():
            if key in LiveOptions.__annotations__:
                _set(library.labelf_config_set, trial, key, text)
            else:
                _set(library.labelf_client_set, client, key, text)  # which refuses it
        for key, text in given.items():
            _set(library.labelf_client_set, client, key, text)
            self._set(key, text)
            self.options[key] = Hidden(text) if key in SECRET else text

    def get(self, key: str) -> str:
        """The value that the library has of an option, as text; "" for none, and asterisks for what
        is secret."""
        return owned_string(library.labelf_config_get(self.handle, key.encode()))

    def fail_when_full(self) -> None:
        """Lets the library refuse a call for which its queue has no room: who waits in it cannot be
        interrupted."""
        self._set("queue_full", "fail")

    def plain(self) -> dict[str, OptionValue]:
        """The options as they were given, secrets included: for pickle alone."""
        return {
            key: value.value if isinstance(value, Hidden) else value
            for key, value in self.options.items()
        }

    def __repr__(self) -> str:
        return ", ".join(f"{key}={value!r}" for key, value in self.options.items())
