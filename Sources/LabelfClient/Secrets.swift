internal import LabelfCore

/// The key, or the client's secret and the tokens, which a service may repeat in what it says of them.
struct Secrets {
    private var keys: [String]
    /// The tokens that may be in use: what is in flight went with the last one but one perhaps.
    private var tokens: [String] = []

    init(_ configuration: Configuration) {
        keys = [configuration.apiKey?.secret ?? configuration.clientSecret?.text ?? ""]
    }

    /// A key that takes the place of another. All are kept: there are never many.
    mutating func add(key: String) {
        if !keys.contains(where: { $0.isSame(as: key) }) { keys.append(key) }
    }

    mutating func add(_ token: String) {
        if tokens.count == 2 { tokens.removeFirst() }
        tokens.append(token)
    }

    /// The error without a field that repeats one of them.
    func hidden(in error: ServerError) -> ServerError {
        var error = error
        if repeats(error.message) { error.message = "(the service's words are left out, as they repeat a secret)" }
        if repeats(error.code) { error.code = "" }
        if repeats(error.requestID) { error.requestID = "" }
        return error
    }

    private func repeats(_ text: String) -> Bool {
        keys.contains { text.contains(bytesOf: $0) } || tokens.contains { text.contains(bytesOf: $0) }
    }
}
