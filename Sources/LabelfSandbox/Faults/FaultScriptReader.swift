/// Reads a fault script: a JSON array of rules. Unknown members are errors, so that a misspelt fault cannot pass for
/// a service that works.
enum FaultScriptReader {
    /// What is wrong with a script.
    struct Failure: Error, Equatable, CustomStringConvertible {
        /// One sentence that names the rule and the member.
        var description: String
    }

    /// The rules of a script.
    static func rules(parsing bytes: [UInt8]) throws(Failure) -> [FaultRule] {
        guard let elements = JSONValue(parsing: bytes)?.array else {
            throw Failure(description: "a fault script is a JSON array of rules")
        }
        var rules: [FaultRule] = []
        for (index, element) in elements.enumerated() {
            do {
                rules.append(try rule(element))
            } catch {
                throw Failure(description: "rule \(index): \(error.description)")
            }
        }
        return rules
    }

    private static func rule(_ value: JSONValue) throws(Failure) -> FaultRule {
        guard case .object(let members) = value else { throw Failure(description: "is not an object") }
        guard members["do"] != nil else { throw Failure(description: "has no \"do\"") }
        var rule = FaultRule()
        for (name, member) in members {
            switch name {
            case "match": try match(member, into: &rule)
            case "after": rule.after = try integer(member, name, atLeast: 0)
            case "nth": rule.nth = try integer(member, name, atLeast: 1)
            case "every": rule.every = try integer(member, name, atLeast: 1)
            case "times": rule.times = try integer(member, name, atLeast: 0)
            case "do": rule.action = try action(member)
            default: throw Failure(description: "\(name) is unknown")
            }
        }
        return rule
    }

    private static func match(_ value: JSONValue, into rule: inout FaultRule) throws(Failure) {
        guard case .object(let members) = value else { throw Failure(description: "match is not an object") }
        for (name, member) in members {
            switch name {
            case "path": rule.path = try string(member, name)
            case "text": rule.text = try string(member, name)
            default: throw Failure(description: "match.\(name) is unknown")
            }
        }
    }

    private static func action(_ value: JSONValue) throws(Failure) -> FaultAction {
        guard case .object(let members) = value, !members.isEmpty else {
            throw Failure(description: "do is not an object that does something")
        }
        var action = FaultAction()
        for (name, member) in members { try set(name, member, of: &action) }
        return action
    }

    private static func set(_ name: String, _ value: JSONValue, of action: inout FaultAction) throws(Failure) {
        switch name {
        case "stall_ms": action.stallMilliseconds = try integer(value, name, atLeast: 0)
        case "status": action.status = try integer(value, name, atLeast: 100, atMost: 999)
        case "redirect": action.redirect = try string(value, name)
        case "bomb_bytes": action.bombBytes = try integer(value, name, atLeast: 1)
        case "count": action.count = try integer(value, name, atLeast: -1, atMost: 1)
        case "wrong_types": action.wrongTypes = try bool(value, name)
        case "reorder": action.reorder = try bool(value, name)
        case "body": action.body = try string(value, name)
        case "headers": action.headers = try strings(value, name)
        case "raw_headers": action.rawHeaders = try list(value, name)
        case "retry_after": action.retryAfter = try integer(value, name, atLeast: -86_400, atMost: 86_400)
        case "retry_after_form":
            guard let form = value.string.flatMap(RetryAfterForm.init) else {
                throw Failure(description: "retry_after_form is \"seconds\", \"date\", \"rfc850\" or \"asctime\"")
            }
            action.retryAfterForm = form
        case "headers_bytes": action.headersBytes = try integer(value, name, atLeast: 0)
        case "truncate": action.truncate = try bool(value, name)
        case "garbage":
            action.garbage = value == .bool(true) ? .body : value.string.flatMap(FaultAction.Garbage.init)
            if action.garbage == nil { throw Failure(description: "garbage is true, \"body\" or \"http\"") }
        case "reset": if try bool(value, name) { action.ending = .reset }
        case "close":
            action.ending = value.string.flatMap(FaultAction.Ending.init)
            if action.ending == nil || action.ending == .reset {
                throw Failure(description: "close is \"before\" or \"within\"")
            }
        case "drip_ms": action.dripMilliseconds = try integer(value, name, atLeast: 0)
        default: throw Failure(description: "do.\(name) is unknown")
        }
    }

    private static func integer(
        _ value: JSONValue, _ name: String, atLeast lowest: Int, atMost highest: Int = 1 << 30
    ) throws(Failure) -> Int {
        guard let number = value.integer, (lowest...highest).contains(number) else {
            throw Failure(description: "\(name) is a whole number from \(lowest) to \(highest)")
        }
        return number
    }

    private static func string(_ value: JSONValue, _ name: String) throws(Failure) -> String {
        guard let string = value.string else { throw Failure(description: "\(name) is a string") }
        return string
    }

    private static func list(_ value: JSONValue, _ name: String) throws(Failure) -> [String] {
        guard let strings = value.array?.compactMap(\.string), strings.count == value.array?.count else {
            throw Failure(description: "\(name) is an array of strings")
        }
        return strings
    }

    private static func bool(_ value: JSONValue, _ name: String) throws(Failure) -> Bool {
        guard case .bool(let bool) = value else { throw Failure(description: "\(name) is true or false") }
        return bool
    }

    private static func strings(_ value: JSONValue, _ name: String) throws(Failure) -> [String: String] {
        guard case .object(let members) = value else { throw Failure(description: "\(name) is an object of strings") }
        var strings: [String: String] = [:]
        for (key, member) in members { strings[key] = try string(member, "\(name).\(key)") }
        return strings
    }
}
