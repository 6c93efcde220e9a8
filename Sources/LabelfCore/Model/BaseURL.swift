/// Where the service is: what every request's path is appended to. Its key travels there, so this is stricter than a
/// browser, and nothing is left for another parser to understand otherwise.
package struct BaseURL: Equatable, Sendable {
    /// The scheme, host and port, such as "https://api.labelf.ai" or "http://127.0.0.1:8080"; the scheme and host in
    /// small letters.
    package let origin: String
    /// The path below the origin without a slash at its end, such as "/v2"; often empty.
    package let path: String
    /// Whether requests are encrypted.
    package let isSecure: Bool

    /// The whole, without a slash at its end, such as "https://api.labelf.ai/v2".
    package var text: String {
        let text: Message = "\(origin)\(path)"
        return text.text
    }

    /// Takes `https://` and a host, with an optional port and path; `http://` only to this machine ("localhost",
    /// 127.0.0.0/8 in four decimal numbers, "[::1]") unless `allowInsecureHTTP`. Throws `.configuration`, with a
    /// message that says what is wrong and how to put it right, and shows nothing of the value. `key` is the option's name.
    package init(
        parsing value: String, allowInsecureHTTP: Bool, key: StaticString = "base_url"
    ) throws(LabelfError) {
        do throws(LabelfError) {
            try self.init(value, allowInsecureHTTP: allowInsecureHTTP)
        } catch {
            throw LabelfError(.configuration, "\(key) \(error.message)")
        }
    }

    private init(_ value: String, allowInsecureHTTP: Bool) throws(LabelfError) {
        let bytes = value.bytes
        try Self.checkCharacters(bytes)
        guard let schemeEnd = Self.schemeEnd(bytes) else {
            throw Self.fault("has no scheme; write it like https://api.labelf.ai/v2")
        }
        let scheme = ASCII.lowercased(bytes[..<schemeEnd])
        guard scheme.isSame(as: "https") || scheme.isSame(as: "http") else {
            throw Self.fault("has another scheme than https; write it like https://api.labelf.ai/v2")
        }
        let rest = bytes[(schemeEnd + 3)...]
        let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        let authority = try URLAuthority(parsing: rest[..<slash])
        isSecure = scheme.isSame(as: "https")
        guard isSecure || allowInsecureHTTP || authority.isLoopback else {
            throw Self.fault(
                """
                is plain http to another machine, where the key would travel in the clear; use https, or, to accept \
                that, set allow_insecure_http to on
                """)
        }
        let origin: Message = "\(scheme)://\(authority.text)"
        self.origin = origin.text
        path = try Self.path(rest[slash...])
    }

    /// What is wrong whatever part of a URL it is in.
    private static func checkCharacters(_ bytes: [UInt8]) throws(LabelfError) {
        guard !bytes.isEmpty else { throw fault("is empty; write it like https://api.labelf.ai/v2") }
        guard bytes.count <= 2048 else { throw fault("is longer than 2048 bytes; shorten it") }
        for byte in bytes {
            switch byte {
            case 0...0x20, 0x7F:
                throw fault("has a space, a line break or another control character in it; take it out")
            case UInt8(ascii: "\\"): throw fault("has a backslash in it; write / instead")
            case UInt8(ascii: "@"):
                throw fault("has an @ in it; leave out the user name and password, the key goes into api_key")
            case UInt8(ascii: "?"): throw fault("has a query; end it before the ?")
            case UInt8(ascii: "#"): throw fault("has a fragment; end it before the #")
            case 0x80...: throw fault("is not ASCII; write the host as xn--..., and percent-encode the path")
            default: break
            }
        }
    }

    /// Where "://" starts.
    private static func schemeEnd(_ bytes: [UInt8]) -> Int? {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), ("://" as StaticString).starts(bytes[colon...])
        else {
            return nil
        }
        return colon
    }

    private static func path(_ bytes: ArraySlice<UInt8>) throws(LabelfError) -> String {
        var bytes = bytes
        while bytes.last == UInt8(ascii: "/") { bytes = bytes.dropLast() }
        if !bytes.isEmpty, let fault = URLPath.fault(bytes) { throw Self.fault(fault) }
        return String(bytes: [UInt8](bytes))
    }

    static func fault(_ what: StaticString) -> LabelfError {
        LabelfError(.configuration, Message(stringLiteral: what))
    }
}
