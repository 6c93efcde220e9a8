import CJansson
import LabelfCore

/// The token service (API document, "Where and who"; RFC 6749, section 4.4): what is sent, and what comes back.
///
///     grant_type=client_credentials
///     {"access_token":"eyJhbGciOi...","expires_in":3600,"scope":"api","token_type":"bearer"}
package enum TokenWire {
    /// The body of a request, of the type below.
    package static let body: StaticString = "grant_type=client_credentials"
    package static let contentType: StaticString = "application/x-www-form-urlencoded"

    /// The value of the request's `Authorization` field: id and secret, each encoded as in a form, then together in base64
    /// (RFC 6749, section 2.3.1). A secret: for that field alone.
    package static func authorization(clientID: String, secret: Secret) -> Secret {
        let pair: Message = "\(PercentEncoding.encode(clientID.bytes)):\(PercentEncoding.encode(secret.text.bytes))"
        let value: Message = "Basic \(Base64.encode(pair.text.bytes))"
        return Secret(value.text)
    }

    /// Reads the body of a 200. A time that is missing or no number is nobody's fault; a token that cannot be sent is.
    package static func decode(_ body: UnsafeRawBufferPointer) throws(WireError) -> TokenGrant {
        let root = try JSONTree.parse(body)
        defer { json_decref(root) }
        guard let member = JSONTree.member("access_token", of: root) else { throw WireError("access_token is missing") }
        guard let bytes = JSONTree.bytes(member) else { throw WireError("access_token is not a string") }
        if let type = JSONTree.member("token_type", of: root), type.pointee.type != JSON_NULL {
            let small = JSONTree.bytes(type)?.map { $0 | 0x20 } ?? []
            guard String(bytes: small).isSame(as: "bearer") else {
                throw WireError("token_type is not bearer")
            }
        }
        guard let token = try? APIKey(String(bytes: [UInt8](bytes))) else {
            throw WireError("access_token is not a token: it has 8 to 8192 bytes, and none but those of RFC 6750")
        }
        let time = JSONTree.member("expires_in", of: root)
        return TokenGrant(token: token, expiresInSeconds: time.flatMap(seconds))
    }

    /// Some services write the number as a string.
    private static func seconds(_ value: JSON) -> Double? {
        if let bytes = JSONTree.bytes(value) { return FieldValue.wholeNumber([UInt8](bytes)).map { Double($0) } }
        return JSONTree.number(value)
    }

    /// Reads the body of an answer that is not a success: `error` and `error_description` (RFC 6749, section 5.2), or the
    /// shape of all other errors. Never fails.
    package static func decodeError(_ body: UnsafeRawBufferPointer, status: Int) -> ServerError {
        var error = ErrorWire.decode(body, status: status)
        guard let root = try? JSONTree.parse(body) else { return error }
        defer { json_decref(root) }
        if let code = JSONTree.member("error", of: root).flatMap(JSONTree.bytes), error.code.isEmpty {
            error.code = CleanLine.make(code, limit: 128)
        }
        if let text = JSONTree.member("error_description", of: root).flatMap(JSONTree.bytes), error.message.isEmpty {
            error.message = CleanLine.make(text, limit: 1000)
        }
        return error
    }
}

/// Base64 with padding (RFC 4648, section 4).
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String {
        let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        var encoded: [UInt8] = []
        var bits: UInt32 = 0
        var held = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            held += 8
            while held >= 6 {
                held -= 6
                encoded.append(alphabet.utf8Start[Int(bits >> UInt32(held) & 63)])
            }
        }
        if held > 0 { encoded.append(alphabet.utf8Start[Int(bits << UInt32(6 - held) & 63)]) }
        while encoded.count % 4 != 0 { encoded.append(UInt8(ascii: "=")) }
        return String(bytes: encoded)
    }
}
