"""The options in Swift: the values of a configuration, and how each is read."""

from table import Option

HEAD = """\
// Made by `make options` from include/options.toml: change that.

/// What a client is configured with: the values of the options, with their defaults. What each means: options.toml.
"""  # noqa: E501

TYPES = {
    "integer": "Int64",
    "switch": "Bool",
    "choice": "Bool",
    "text": "String",
    "ascii": "String",
    "url": "String",
    "base-url": "String",
    "key": "APIKey?",
    "secret": "Secret?",
}


def grouped(number: int) -> str:
    return f"{number:_}"


def declaration(option: Option) -> str:
    kind = TYPES[option.type]
    line = f"    package var {option.name}"
    if kind == "Int64":
        unset = f"    /// {option.default} if it was not set.\n" if option.shown else ""
        return f"{unset}{line}: Int64 = {grouped(int(option.default or 0))}"
    if kind == "Bool":
        yes = option.type == "choice" or bool(option.default)
        return f"{line} = {'true' if yes else 'false'}"
    if kind == "String":
        return f'{line} = "{option.default or ""}"'
    return f"{line}: {kind}"


def assignment(option: Option) -> str:
    words = ", ".join(f'"{word}"' for word in option.words)
    readings = {
        "integer": f"number(value, {grouped(option.least)}...{grouped(option.most)}, key)",
        "switch": 'choice(value, "on", "off", key)',
        "choice": f"choice(value, {words}, key)",
        "text": "line(value, key)",
        "ascii": "asciiLine(value, key)",
        "url": "url(value, key)",
        "base-url": "baseURL(value)",
        "secret": "secret(value, key)",
    }
    reading = "APIKey(value)" if option.type == "key" else f"OptionValue.{readings[option.type]}"
    return f"        case .{option.name}: {option.name} = try {reading}"


def reading_back(option: Option) -> str:
    """The expression that writes a value as it is set."""
    words = ", ".join(f'"{word}"' for word in option.words)
    unset = f", unset: {option.default}" if option.shown else ""
    writings = {
        "integer": f"digits({option.name}{unset})",
        "switch": f'word({option.name}, "on", "off")',
        "choice": f"word({option.name}, {words})",
    }
    if option.is_secret:
        is_set = (
            f"!{option.name}.isEmpty" if TYPES[option.type] == "String" else f"{option.name} != nil"
        )
        return f"        case .{option.name}: OptionValue.hidden({is_set})"
    writing = option.name if option.type not in writings else f"OptionValue.{writings[option.type]}"
    return f"        case .{option.name}: {writing}"


def file(options: list[Option]) -> str:
    values = "\n".join(declaration(option) for option in options)
    cases = "\n".join(f"    case {option.name}" for option in options)
    live = ", ".join(f".{option.name}" for option in options if option.live)
    names = "\n".join(f'        case .{option.name}: "{option.key}"' for option in options)
    values_back = "\n".join(reading_back(option) for option in options)
    settings = "\n".join(assignment(option) for option in options)
    return f"""{HEAD}package struct Configuration: Sendable {{
{values}

    package init() {{}}
}}

/// The documented keys.
package enum ConfigurationKey: CaseIterable {{
{cases}

    /// As labelf.h spells it.
    package var name: StaticString {{
        switch self {{
{names}
        }}
    }}

    /// Whether it may be changed once there is a client.
    package var isLive: Bool {{
        switch self {{
        case {live}: true
        default: false
        }}
    }}
}}

extension Configuration {{
    /// Reads the value of a key. A bad one changes nothing.
    mutating func set(_ key: ConfigurationKey, to value: String) throws(LabelfError) {{
        switch key {{
{settings}
        }}
    }}

    /// The value of a key as `set` takes it; "" if it was not set and has no default.
    func value(of key: ConfigurationKey) -> String {{
        switch key {{
{values_back}
        }}
    }}
}}
"""
