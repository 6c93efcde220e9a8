import Testing

@testable import LabelfCore

@Suite struct SecretTests {
    @Test("Neither description nor reflection shows it, in a configuration either")
    func neverShown() throws {
        var configuration = Configuration()
        try configuration.set("client_secret", to: "hunter2")
        let secret = try #require(configuration.clientSecret)
        #expect(secret.text == "hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        dump(configuration, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), String(describing: configuration), dumped] {
            #expect(!text.contains("hunter2"))
        }
    }

    @Test("What a text repeats is found wherever it is")
    func contained() {
        for text in ["hunter2", "is hunter2", "hunter2 is", "hhunter2", "hunhunter2"] {
            #expect(text.contains(bytesOf: "hunter2"))
        }
        for text in ["", "hunter", "hunter 2", "unter2"] { #expect(!text.contains(bytesOf: "hunter2")) }
        #expect(!"hunter2".contains(bytesOf: ""))
    }
}

@Suite struct CredentialsConfigurationTests {
    func fault(_ values: [(String, String)]) throws -> String? {
        var configuration = Configuration()
        for (key, value) in values { try configuration.set(key, to: value) }
        do throws(LabelfError) {
            try configuration.validate()
            return nil
        } catch {
            #expect(error.status == .configuration)
            return error.message
        }
    }

    @Test("Id and secret go together, and not with a key; the URL is held to the rules of base_url")
    func together() throws {
        let both = [("client_id", "me"), ("client_secret", "hunter2")]
        #expect(try fault(both) == nil)
        #expect(try fault([both[0]])?.contains("client_secret is not") == true)
        #expect(try fault([both[1]])?.contains("client_id is not") == true)
        #expect(try fault(both + [("api_key", "lbl_sk_test")])?.contains("leave out") == true)
        let plain = both + [("token_url", "http://auth.example.com/token")]
        #expect(try fault(plain)?.hasPrefix("token_url is plain http") == true)
        #expect(try fault(plain + [("allow_insecure_http", "on")]) == nil)
        #expect(try fault(both + [("token_url", "http://127.0.0.1:8080/token/")]) == nil)
    }
}
