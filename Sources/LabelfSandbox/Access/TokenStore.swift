import FoundationEssentials

/// The access tokens that have been issued and have not expired.
struct TokenStore {
    private var expirations: [String: Int64] = [:]

    /// More tokens than these are not kept: the ones that expire first go.
    static let most = 10_000

    /// A store without tokens.
    init() {}

    /// Issues a token that looks like a JWT, though nobody could check its signature. Times are nanoseconds of Unix time.
    mutating func issue(to client: String, now: Int64, lifetimeSeconds: Int) -> String {
        let expiration = now + Int64(lifetimeSeconds) * Span.second
        let token = Self.makeToken(client: client, issued: now / Span.second, expires: expiration / Span.second)
        makeRoom(now: now)
        expirations[token] = expiration
        return token
    }

    /// Whether a token was issued and has not expired.
    func isValid(_ token: String, now: Int64) -> Bool {
        expirations[token].map { now < $0 } ?? false
    }

    /// Lets every token expire now. Returns how many there were.
    mutating func expireAll() -> Int {
        defer { expirations = [:] }
        return expirations.count
    }

    private mutating func makeRoom(now: Int64) {
        guard expirations.count >= Self.most else { return }
        expirations = expirations.filter { now < $0.value }
        guard expirations.count >= Self.most, let first = expirations.min(by: { $0.value < $1.value }) else { return }
        expirations[first.key] = nil
    }

    private static func makeToken(client: String, issued: Int64, expires: Int64) -> String {
        var payload = JSONWriter()
        payload.value([
            "sub": .string(client), "iat": .integer(Int(issued)), "exp": .integer(Int(expires)),
            "jti": .string(UUID().uuidString),
        ])
        let signature = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
        let parts = [Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8), payload.bytes, signature]
        return parts.map(base64URL).joined(separator: ".")
    }

    private static func base64URL(_ bytes: [UInt8]) -> String {
        let alphabet: [Character: Character] = ["+": "-", "/": "_"]
        return String(Data(bytes).base64EncodedString().filter { $0 != "=" }.map { alphabet[$0] ?? $0 })
    }
}
