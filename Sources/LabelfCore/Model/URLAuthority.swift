/// The part of a URL between "//" and the path: a host and perhaps a port. Users and passwords are not taken.
struct URLAuthority {
    /// In small letters, with the brackets of an IPv6 address.
    let host: String
    /// 1 to 65535; nil for the scheme's own.
    let port: Int?

    var text: String {
        guard let port else { return host }
        let text: Message = "\(host):\(port)"
        return text.text
    }

    init(parsing bytes: ArraySlice<UInt8>) throws(LabelfError) {
        let end = Self.hostEnd(bytes)
        host = ASCII.lowercased(bytes[..<end])
        if bytes.first == UInt8(ascii: "[") {
            try Self.checkIPv6(bytes[..<end])
        } else {
            try Self.checkName(bytes[..<end])
        }
        port = try Self.port(bytes[end...])
    }

    /// Whether the host can only be this machine. "localhost" is by RFC 6761, section 6.3; other spellings of an
    /// address are not looked through, they count as another machine.
    var isLoopback: Bool {
        if host.isSame(as: "localhost") || host.isSame(as: "[::1]") { return true }
        let parts = ASCII.split(host.bytes[...], at: UInt8(ascii: "."))
        guard parts.count == 4, ("127" as StaticString).starts(parts[0], isWhole: true) else { return false }
        return parts.allSatisfy { part in
            guard (1...3).contains(part.count), part.count == 1 || part.first != UInt8(ascii: "0") else { return false }
            var number = 0
            for byte in part {
                guard ASCII.isDigit(byte) else { return false }
                number = number &* 10 &+ Int(byte &- UInt8(ascii: "0"))
            }
            return number <= 255
        }
    }

    private static func hostEnd(_ bytes: ArraySlice<UInt8>) -> Int {
        if bytes.first == UInt8(ascii: "["), let bracket = bytes.firstIndex(of: UInt8(ascii: "]")) {
            return bracket + 1
        }
        return bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
    }

    private static func checkName(_ name: ArraySlice<UInt8>) throws(LabelfError) {
        guard !name.isEmpty else { throw BaseURL.fault("has no host; write it like https://api.labelf.ai/v2") }
        for byte in name where !ASCII.isLetterOrDigit(byte) && byte != UInt8(ascii: ".") && byte != UInt8(ascii: "-") {
            throw BaseURL.fault(
                "has a character in its host that no host has; a host has letters, digits, dots and hyphens")
        }
        // One dot at the end is an absolute name's.
        let relative = name.last == UInt8(ascii: ".") ? name.dropLast() : name
        let labels = ASCII.split(relative, at: UInt8(ascii: "."))
        guard name.count <= 254, labels.allSatisfy({ (1...63).contains($0.count) }) else {
            throw BaseURL.fault("has a host with a part that is empty or too long; check its dots")
        }
    }

    /// Roughly: what is in the brackets could be an address. The resolver has the last word.
    private static func checkIPv6(_ host: ArraySlice<UInt8>) throws(LabelfError) {
        let inner = host.dropFirst().dropLast()
        let colons = inner.filter { $0 == UInt8(ascii: ":") }.count
        let isPlain = inner.allSatisfy { ASCII.isHexDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
        guard host.last == UInt8(ascii: "]"), (2...45).contains(inner.count), (2...7).contains(colons), isPlain else {
            throw BaseURL.fault(
                "has brackets with something else than an IPv6 address in them; write it like https://[2001:db8::1]")
        }
    }

    private static func port(_ bytes: ArraySlice<UInt8>) throws(LabelfError) -> Int? {
        guard let first = bytes.first else { return nil }
        guard first == UInt8(ascii: ":") else {
            throw BaseURL.fault("goes on after the bracket of its IPv6 address; only a port or a path may follow")
        }
        let digits = [UInt8](bytes.dropFirst())
        guard let number = FieldValue.wholeNumber(digits), (1...65_535).contains(number) else {
            throw BaseURL.fault(
                "has a port that is not a number from 1 to 65535; put it right, or leave it out with its colon")
        }
        return Int(number)
    }
}
