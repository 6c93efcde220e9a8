import LabelfCore
import LabelfWire
import Testing

@Suite struct TokenWireTests {
    static func decode(_ body: some Collection<UInt8>) throws(WireError) -> TokenGrant {
        let body = Memory(body)
        defer { withExtendedLifetime(body) {} }
        return try TokenWire.decode(body.bytes)
    }

    @Test("The examples of RFC 4648, and what a form escapes")
    func authorization() {
        for (id, secret, value) in [
            ("", "", "Og=="), ("f", "o", "Zjpv"), ("fo", "b", "Zm86Yg=="), ("id", "pass", "aWQ6cGFzcw=="),
            // a%3Ab:%C3%B6%25
            ("a:b", "ö%", "YSUzQWI6JUMzJUI2JTI1"),
        ] {
            let made = TokenWire.authorization(clientID: id, secret: Secret(secret))
            #expect(made.text == "Basic " + value)
        }
        #expect(TokenWire.body.description == "grant_type=client_credentials")
    }

    @Test func recorded() throws {
        let grant = try Self.decode(Array(Recorded.token.utf8))
        #expect(grant.token.secret == "eyJhbGciOiJIUzI1NiJ9.e30.c2ln")
        #expect(grant.expiresInSeconds == 3600)
    }

    @Test("A time that is missing, absurd or a string is no harm")
    func times() throws {
        for (time, seconds) in [
            ("", nil), (#","expires_in":"600""#, 600), (#","expires_in":-5"#, -5), (#","expires_in":1e300"#, 1e300),
            (#","expires_in":null"#, nil), (#","expires_in":"soon""#, nil), (#","expires_in":[]"#, nil),
        ] as [(String, Double?)] {
            let body = #"{"access_token":"abcdefgh","token_type":"Bearer"\#(time)}"#
            #expect(try Self.decode(Array(body.utf8)).expiresInSeconds == seconds)
        }
    }

    @Test(
        "A token that cannot be sent is named, and not shown",
        arguments: [
            ("{}", "access_token is missing"), (#"{"access_token":7}"#, "access_token is not a string"),
            (#"{"access_token":"abcdefgh","token_type":"mac"}"#, "token_type is not bearer"),
            (#"{"access_token":"abcdefgh","token_type":1}"#, "token_type is not bearer"),
            (
                #"{"access_token":"abcdef\r\nX: y"}"#,
                "access_token is not a token: it has 8 to 8192 bytes, and none but those of RFC 6750"
            ),
            (
                #"{"access_token":"short"}"#,
                "access_token is not a token: it has 8 to 8192 bytes, and none but those of RFC 6750"
            ),
        ])
    func faults(body: String, message: String) {
        #expect(throws: WireError(Message(message))) { try Self.decode(Array(body.utf8)) }
    }

    @Test func errors() {
        let oauth = Memory(#"{"error":"invalid_client","error_description":"unknown\nclient"}"#.utf8)
        let error = TokenWire.decodeError(oauth.bytes, status: 401)
        #expect(error.code == "invalid_client" && error.message == "unknown client" && error.status == 401)
        let usual = Memory(Recorded.error.utf8)
        #expect(TokenWire.decodeError(usual.bytes, status: 400) == ErrorWire.decode(usual.bytes, status: 400))
        let page = Memory(Recorded.page.utf8)
        #expect(TokenWire.decodeError(page.bytes, status: 502) == ServerError(status: 502))
    }
}
