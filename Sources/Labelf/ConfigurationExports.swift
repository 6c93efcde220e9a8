// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import CPosix
internal import LabelfCore

/// `labelf_config`.
final class ConfigurationHandle {
    var configuration = Configuration()
}

@_cdecl("labelf_config_new") @implementation
public func labelf_config_new() -> OpaquePointer! {
    Handle.make(ConfigurationHandle())
}

@_cdecl("labelf_config_set") @implementation
public func labelf_config_set(
    _ config: OpaquePointer!, _ key: UnsafePointer<CChar>!, _ value: UnsafePointer<CChar>!,
    _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    error?.pointee = nil
    guard let config, let key, let value else { return badArgument("config, key or value is NULL", error) }
    return set(Handle<ConfigurationHandle>.object(config), key, value, error)
}

@_cdecl("labelf_config_from_environment") @implementation
public func labelf_config_from_environment(
    _ config: OpaquePointer!, _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    error?.pointee = nil
    guard let config else { return badArgument("config is NULL", error) }
    for key in ConfigurationKey.allCases {
        guard let value = environmentValue(of: key.name) else { continue }
        let status = set(Handle<ConfigurationHandle>.object(config), cString(key.name), value, error)
        if status != LABELF_OK { return status }
    }
    return LABELF_OK
}

@_cdecl("labelf_config_key") @implementation
public func labelf_config_key(_ index: Int) -> UnsafePointer<CChar>! {
    let keys = ConfigurationKey.allCases
    return index >= 0 && index < keys.count ? cString(keys[index].name) : nil
}

@_cdecl("labelf_config_get") @implementation
public func labelf_config_get(
    _ config: OpaquePointer!, _ key: UnsafePointer<CChar>!
) -> UnsafeMutablePointer<CChar>! {
    guard let config, let key, let name = string(key) else { return nil }
    return Handle<ConfigurationHandle>.object(config).configuration.value(of: name).map { CString($0).pointer }
}

@_cdecl("labelf_config_free") @implementation
public func labelf_config_free(_ config: OpaquePointer!) {
    if let config { _ = Handle<ConfigurationHandle>.take(config) }
}

private func set(
    _ handle: ConfigurationHandle, _ key: UnsafePointer<CChar>, _ value: UnsafePointer<CChar>, _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        let (key, value) = try option(key, value)
        try handle.configuration.set(key, to: value)
        return LABELF_OK
    } catch {
        return report(error, target)
    }
}

/// A key and a value as strings.
func option(
    _ key: UnsafePointer<CChar>, _ value: UnsafePointer<CChar>
) throws(LabelfError) -> (key: String, value: String) {
    guard let key = string(key) else { throw LabelfError(.argument, "the key is not UTF-8") }
    guard let value = string(value) else { throw LabelfError(.configuration, "the value of \(key) is not UTF-8") }
    return (key, value)
}

/// The value of the environment's variable for a key: LABELF_ and the key in capitals.
private func environmentValue(of key: StaticString) -> UnsafePointer<CChar>? {
    var name: [UInt8] = [76, 65, 66, 69, 76, 70, 95]
    for byte in UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount) {
        name.append(byte >= 97 && byte <= 122 ? byte & 0xdf : byte)
    }
    name.append(0)
    return name.withUnsafeBufferPointer { name in
        name.baseAddress.flatMap { start in
            start.withMemoryRebound(to: CChar.self, capacity: name.count) { UnsafePointer(getenv($0)) }
        }
    }
}
