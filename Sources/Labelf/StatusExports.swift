// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfCore

/// A static string's bytes; they end in NUL.
func cString(_ string: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(string.utf8Start).assumingMemoryBound(to: CChar.self)
}

@_cdecl("labelf_version") @implementation
public func labelf_version() -> UnsafePointer<CChar>! {
    cString(Version.text)
}

@_cdecl("labelf_version_number") @implementation
public func labelf_version_number() -> CInt {
    Version.number
}

@_cdecl("labelf_status_name") @implementation
public func labelf_status_name(_ status: labelf_status) -> UnsafePointer<CChar>! {
    cString(Status(rawValue: Int32(truncatingIfNeeded: status.rawValue))?.name ?? "LABELF_UNKNOWN")
}

@_cdecl("labelf_status_is_transient") @implementation
public func labelf_status_is_transient(_ status: labelf_status) -> CInt {
    Status(rawValue: Int32(truncatingIfNeeded: status.rawValue))?.isTransient == true ? 1 : 0
}
