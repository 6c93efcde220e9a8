@testable import LabelfSandbox

/// What the suites of the service have in common: it is asked without sockets, on time that stands still unless it is
/// told.
protocol ServiceSuite {}

extension ServiceSuite {
    /// A workspace, as `change` wants it.
    func service(_ change: (inout SandboxConfiguration) -> Void = { _ in }) -> SandboxService {
        var configuration = SandboxConfiguration()
        change(&configuration)
        return SandboxService(configuration: configuration, now: 0)
    }

    /// Sends one request, whose answer reaches the client unless `arrives` says otherwise.
    @discardableResult func send(
        _ service: SandboxService, _ method: String, _ target: String, _ body: String = "",
        key: String? = SandboxConfiguration.defaultKey, authorization: String? = nil, now: Int64 = 0,
        arrives: Bool = true
    ) -> (reply: ServiceReply, json: JSONValue) {
        let request = ServiceRequest(
            method: method, target: target, authorization: authorization ?? key.map { "Bearer \($0)" },
            body: Array(body.utf8))
        let reply = service.reply(to: request, now: now)
        service.settle(reply, began: arrives)
        return (reply, JSONValue(parsing: reply.body) ?? .null)
    }

    /// The value of an answer's header.
    func header(_ name: String, of reply: ServiceReply) -> String? {
        reply.headers.first { $0.name == name }?.value
    }

    /// The sandbox's own report.
    func report(_ service: SandboxService, texts: Bool = false) -> JSONValue {
        send(service, "GET", "/sandbox/report\(texts ? "?texts=1" : "")", key: nil).json
    }
}
