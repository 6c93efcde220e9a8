import LabelfCore
import Testing

@testable import LabelfClient
@testable import LabelfTransport

/// A session's own tests set its settings themselves: that an option comes there is seen here.
@Suite("Each option goes where it acts") struct SettingsTests {
    /// What the client itself looks at: whether a call is taken, and until when.
    static let ofTheClient: [StaticString] = [
        "shared_budget", "max_text_characters", "total_timeout_ms", "queue_texts", "queue_bytes", "queue_full",
        "allow_insecure_http",
    ]
    static let words = [
        "api_key": "lbl_sk_another_one", "client_id": "another", "client_secret": "another",
        "token_url": "https://other.example/token", "base_url": "https://other.example", "ca_file": "/other.pem",
        "proxy": "http://other.example:1", "user_agent": "another", "shared_budget": "off", "queue_full": "fail",
        "allow_insecure_http": "on", "response_max_bytes": "5000", "queue_bytes": "5000",
    ]

    /// All that a configuration becomes, in words; what is secret is not shown, so that its length is.
    func everything(_ configuration: Configuration) -> String {
        let transport = configuration.transportSettings
        let token = transport.tokenService
        let secrets = [transport.apiKey, token?.authorization.text ?? "", token?.url ?? ""]
        return "\(configuration.sessionSettings) \(transport) \(secrets)"
    }

    @Test func eachIsHandedOn() throws {
        for key in ConfigurationKey.allCases {
            let name = String(describing: key.name)
            var configuration = Configuration()
            // A client's name alone, or its secret alone, is not handed on.
            if key == .clientID || key == .clientSecret || key == .tokenURL {
                try configuration.set("client_id", to: "someone")
                try configuration.set("client_secret", to: "something")
            }
            let before = everything(configuration)
            try configuration.set(name, to: Self.words[name] ?? "7")
            let isHandedOn = everything(configuration) != before
            let isOfTheClient = Self.ofTheClient.contains { name == String(describing: $0) }
            #expect(isHandedOn != isOfTheClient, "\(name)")
        }
    }
}
