/// The workspace's key, or a token (API document, "Where and who"). Neither description nor reflection shows it, so
/// that it cannot get into a log by accident.
package struct APIKey: Equatable, Sendable {
    /// The key itself, ASCII without spaces. For the `Authorization` field alone.
    package let secret: String

    /// Takes a key of 8 to 8192 bytes in the characters of RFC 6750, section 2.1: letters, digits, `-._~+/`, and `=` at
    /// the end. That is also what makes it safe to put into a field's value. Throws `.configuration`; the message does
    /// not show the key, nor any part of it.
    package init(_ secret: String) throws(LabelfError) {
        let bytes = secret.bytes
        guard !bytes.isEmpty else {
            throw Self.fault("is empty; set it to the workspace's key, which starts with lbl_sk_, or to a token")
        }
        guard (8...8192).contains(bytes.count) else {
            throw Self.fault("has \(bytes.count) bytes, and a key has 8 to 8192; copy the whole key, and nothing else")
        }
        var padded = false
        for (offset, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "="), offset > 0 {
                padded = true
            } else if padded || !Self.isToken(byte) {
                throw Self.fault(
                    "has a character at byte \(offset) that no key has; copy the key without quotation marks, spaces "
                        + "or a line break, and without the word Bearer")
            }
        }
        self.secret = secret
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        ASCII.isLetterOrDigit(byte) || ("-._~+/" as StaticString).bytes.contains(byte)
    }

    private static func fault(_ what: Message) -> LabelfError {
        LabelfError(.configuration, "api_key \(what)")
    }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "(hidden)" }
    package var debugDescription: String { "(hidden)" }
}

#if !hasFeature(Embedded)
    extension APIKey: CustomReflectable {
        package var customMirror: Mirror { Mirror(self, children: []) }
    }
#endif
