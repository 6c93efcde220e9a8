/// The value of a field about a limit, as services write it: a list whose members are a number, a name or a key with a value,
/// each with parameters.
///
///     300                           X-RateLimit-Limit (API document, "Limits")
///     300, 300;w=60                 RateLimit-Limit (draft-ietf-httpapi-ratelimit-headers-03): 300 in 60 seconds
///     limit=300, remaining=50, reset=30                  RateLimit (draft 7)
///     "default";q=300;w=60, "day";q=9000;w=86400         RateLimit-Policy (draft 10)
///     "default";r=50;t=30                                RateLimit (draft 10)
struct RateField {
    /// What one member says; nil for what it does not.
    private struct Member {
        /// A number without a key, which is the quota or whatever the field is named after.
        var bare: Double?
        var quota: Double?
        var window: Double?
        var remaining: Double?
        var reset: Double?
    }

    private var members: [Member] = []

    init(_ value: [UInt8]) {
        for member in value.split(separator: UInt8(ascii: ",")) {
            var read = Member()
            for part in member.split(separator: UInt8(ascii: ";")) { RateField.read(part, &read) }
            members.append(read)
        }
    }

    private static func read(_ part: ArraySlice<UInt8>, _ member: inout Member) {
        guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else {
            // The first part alone may be a number; after it, it would be a flag.
            if member.bare == nil { member.bare = FieldValue.number(part) }
            return
        }
        guard let number = FieldValue.number(part[(equals + 1)...]) else { return }
        let key = FieldValue.trimmed([UInt8](part[..<equals]))
        if named(key, "w") { member.window = number }
        if named(key, "q") || named(key, "limit") { member.quota = number }
        if named(key, "r") || named(key, "remaining") { member.remaining = number }
        if named(key, "t") || named(key, "reset") { member.reset = number }
    }

    private static func named(_ key: ArraySlice<UInt8>, _ name: StaticString) -> Bool {
        name.starts(key, isWhole: true)
    }

    /// Requests a minute. Of several windows, the one that allows the least over time; a quota without a window is by the
    /// minute, and counts only where no member has one. Nil for nothing that can be read, and for 0.
    var perMinute: Double? {
        var least: Double?
        for member in members {
            guard let quota = member.quota ?? member.bare, let window = member.window, window > 0, quota > 0 else {
                continue
            }
            least = min(least ?? .infinity, quota * 60 / window)
        }
        if let least { return least }
        return members.lazy.compactMap { $0.quota ?? $0.bare }.first { $0 > 0 }
    }

    /// What is left, of a field that says nothing else, or of a combined one.
    var remaining: Double? { members.lazy.compactMap { $0.remaining ?? $0.bare }.first }

    /// When it resets, likewise.
    var reset: Double? { members.lazy.compactMap { $0.reset ?? $0.bare }.first }
}
