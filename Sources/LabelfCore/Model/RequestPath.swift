/// A path below the base URL, as a program gives it, with its query.
package enum RequestPath {
    /// Throws `.argument`.
    package static func check(_ path: String) throws(LabelfError) {
        let bytes = path.bytes
        guard bytes.first == UInt8(ascii: "/"), bytes.count <= 8_192 else {
            throw LabelfError(.argument, "path must start with / and have at most 8192 bytes")
        }
        let end = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        if let fault = URLPath.fault(bytes[..<end]) { throw LabelfError(.argument, "path \(fault)") }
        for byte in bytes[end...] where byte <= 0x20 || byte >= 0x7F || byte == UInt8(ascii: "#") {
            throw LabelfError(.argument, "path has a character in its query that no query has; percent-encode it")
        }
    }
}
