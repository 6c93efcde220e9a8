internal import CLabelf
internal import LabelfClient
internal import LabelfCore

/// A Swift object as C sees it. A handle owns one reference; `take` gives it back.
enum Handle<Object: AnyObject> {
    static func make(_ object: Object) -> OpaquePointer {
        OpaquePointer(Unmanaged.passRetained(object).toOpaque())
    }

    /// A pointer that owns nothing: it lives as long as something else keeps the object.
    static func borrow(_ object: Object) -> OpaquePointer {
        OpaquePointer(Unmanaged.passUnretained(object).toOpaque())
    }

    static func object(_ pointer: OpaquePointer) -> Object {
        Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue()
    }

    static func take(_ pointer: OpaquePointer) -> Object {
        Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).takeRetainedValue()
    }
}

/// Bytes with a NUL behind them, at a fixed address.
struct CString {
    let pointer: UnsafeMutablePointer<CChar>
    let length: Int

    init(_ bytes: [UInt8]) {
        length = bytes.count
        pointer = .allocate(capacity: length + 1)
        for (index, byte) in bytes.enumerated() { pointer[index] = CChar(bitPattern: byte) }
        pointer[length] = 0
    }

    init(_ string: String) {
        self.init(string.bytes)
    }

    func free() {
        pointer.deallocate()
    }
}

extension Status {
    var c: labelf_status { labelf_status(rawValue: .init(truncatingIfNeeded: rawValue)) }
}

/// Where a C function stores its error.
typealias ErrorTarget = UnsafeMutablePointer<OpaquePointer?>?

/// Stores an error for the caller, if it wants one, and gives its status.
func report(_ error: LabelfError, _ target: ErrorTarget) -> labelf_status {
    target?.pointee = target == nil ? nil : Handle.make(ErrorHandle(error))
    return error.status.c
}

/// An argument that is NULL or out of range.
func badArgument(_ message: StaticString, _ target: ErrorTarget) -> labelf_status {
    report(LabelfError(.argument, message), target)
}

/// A C string as Swift's; nil if it is not UTF-8.
func string(_ pointer: UnsafePointer<CChar>) -> String? {
    String(validatingCString: pointer)
}
