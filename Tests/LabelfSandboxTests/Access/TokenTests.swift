import Foundation
import Testing

@testable import LabelfSandbox

/// Access tokens: asked for, used, expired.
@Suite struct TokenTests: ServiceSuite {
    private static let grant = "grant_type=client_credentials"

    private func oauthService() -> SandboxService {
        service {
            $0.client = ClientCredentials(id: "me", secret: "p:ss w+rd")
            $0.tokenLifetime = 60
            $0.requestsPerMinute = 60
        }
    }

    private func basic(_ pair: String) -> String { "Basic " + Data(pair.utf8).base64EncodedString() }

    private func token(_ service: SandboxService, now: Int64 = 0) -> (reply: ServiceReply, json: JSONValue) {
        send(service, "POST", "/oauth2/token", Self.grant, authorization: basic("me:p:ss w+rd"), now: now)
    }

    @Test func aTokenOpensTheWorkspaceUntilItExpires() throws {
        let service = oauthService()
        let (reply, json) = token(service)
        #expect(reply.status == 200 && header("Cache-Control", of: reply) == "no-store")
        #expect(json["expires_in"] == 60 && json["token_type"] == "bearer" && json["scope"]?.string != nil)
        let token = try #require(json["access_token"]?.string)
        #expect(token.wholeMatch(of: /[\w-]+\.[\w-]+\.[\w-]{43}/) != nil)
        #expect(token.hasPrefix("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ"))
        let body = #"{"texts":["x"]}"#
        #expect(send(service, "POST", "/v2/models/1/inference", body, key: token).reply.status == 200)
        let late: Int64 = 60_000_000_000
        #expect(send(service, "GET", "/v2/models", key: token, now: late - 1).reply.status == 200)
        #expect(send(service, "GET", "/v2/models", key: token, now: late).reply.status == 401)
        #expect(send(service, "GET", "/v2/models", now: late).reply.status == 200)
    }

    @Test func everyTokenIsAnotherAndAllExpireAtOnce() {
        let service = oauthService()
        let tokens = (0..<3).compactMap { _ in token(service).json["access_token"]?.string }
        #expect(Set(tokens).count == 3)
        #expect(send(service, "DELETE", "/sandbox/tokens", key: nil).json["expired"] == 3)
        for token in tokens { #expect(send(service, "GET", "/v2/models", key: token).reply.status == 401) }
        #expect(report(service)["tokens_issued"] == 3 && report(service)["tokens_refused"] == 0)
        #expect(report(service)["requests"]?["POST /oauth2/token"] == 3 && report(service)["granted"] == 0)
    }

    @Test(arguments: [
        ("me:wrong", grant, 401, "invalid_client"), ("you:p:ss w+rd", grant, 401, "invalid_client"),
        ("me", grant, 401, "invalid_client"), ("me:p:ss w+rd", "", 400, "invalid_request"),
        ("me:p:ss w+rd", "grant_type=%", 400, "invalid_request"),
        ("me:p:ss w+rd", "grant_type=password", 400, "unsupported_grant_type"),
    ])
    func refusals(pair: String, body: String, status: Int, error: String) {
        let service = oauthService()
        let (reply, json) = send(service, "POST", "/oauth2/token", body, authorization: basic(pair))
        #expect(reply.status == status && json["error"] == .string(error))
        #expect((header("WWW-Authenticate", of: reply) != nil) == (status == 401))
        #expect(report(service)["tokens_refused"] == 1)
    }

    @Test(arguments: ["", "Basic", "Basic !!!", "Bearer lbl_sk_sandbox", "Basic /w=="])
    func headersThatAreNotBasic(header: String) {
        let reply = send(oauthService(), "POST", "/oauth2/token", Self.grant, authorization: header).reply
        #expect(reply.status == 401)
    }

    @Test func theSecretMayBeEncodedOrInTheForm() {
        let service = oauthService()
        let encoded = basic("me:p%3Ass+w%2Brd")
        #expect(send(service, "POST", "/oauth2/token", Self.grant, authorization: encoded).reply.status == 200)
        let form = Self.grant + "&client_id=me&client_secret=p%3Ass+w%2Brd"
        #expect(send(service, "POST", "/oauth2/token", form, key: nil).reply.status == 200)
        #expect(send(service, "POST", "/oauth2/token", Self.grant, key: nil).reply.status == 401)
    }

    @Test func withoutAClientThereAreNoTokens() {
        #expect(send(service(), "POST", "/oauth2/token", Self.grant).reply.status == 404)
        #expect(send(oauthService(), "GET", "/oauth2/token").reply.status == 405)
    }

    @Test func requestsForATokenCanBeStruck() {
        let service = oauthService()
        send(
            service, "POST", "/sandbox/faults", #"[{"match":{"path":"oauth2"},"times":1,"do":{"status":503}}]"#,
            key: nil)
        #expect(token(service).reply.status == 503)
        #expect(token(service).reply.status == 200)
    }

    @Test func theStoreIsBounded() {
        var store = TokenStore()
        let first = store.issue(to: "a", now: 0, lifetimeSeconds: 1)
        let second = store.issue(to: "a", now: 0, lifetimeSeconds: 2)
        for _ in 0..<(TokenStore.most - 1) { _ = store.issue(to: "a", now: 0, lifetimeSeconds: 3) }
        #expect(!store.isValid(first, now: 0) && store.isValid(second, now: 0))
        #expect(store.expireAll() == TokenStore.most)
    }
}
