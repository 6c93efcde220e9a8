import LabelfCore
import Testing

@Suite struct BaseURLTests {
    func parse(_ value: String, insecure: Bool = false) throws(LabelfError) -> BaseURL {
        try BaseURL(parsing: value, allowInsecureHTTP: insecure)
    }

    func refusal(_ value: String, insecure: Bool = false) -> LabelfError? {
        do {
            _ = try parse(value, insecure: insecure)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "Taken, and without a slash at the end",
        arguments: [
            ("https://api.labelf.ai/v2", "https://api.labelf.ai/v2"),
            ("https://api.labelf.ai/v2/", "https://api.labelf.ai/v2"),
            ("https://api.labelf.ai", "https://api.labelf.ai"), ("https://api.labelf.ai///", "https://api.labelf.ai"),
            ("HTTPS://API.Labelf.ai:8443/V2", "https://api.labelf.ai:8443/V2"),
            ("https://api.labelf.ai:0443/", "https://api.labelf.ai:443"), ("https://host.", "https://host."),
            ("https://a/%20-._~!$&'()*+,;=:/b", "https://a/%20-._~!$&'()*+,;=:/b"),
            ("https://a/..b/.c", "https://a/..b/.c"),
            ("https://[2001:DB8::1]:1/x", "https://[2001:db8::1]:1/x"), ("https://127.0.0.1", "https://127.0.0.1"),
            ("http://localhost:8080/v2", "http://localhost:8080/v2"), ("http://LOCALHOST", "http://localhost"),
            ("http://127.0.0.1:65535", "http://127.0.0.1:65535"), ("http://127.255.0.9", "http://127.255.0.9"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ])
    func taken(value: String, text: String) throws {
        let url = try parse(value)
        #expect(url.text == text)
        #expect(url.isSecure == text.hasPrefix("https"))
        #expect(url.origin + url.path == text)
        #expect(try parse(url.text) == url)
    }

    @Test(
        "Plain http to another machine needs leave",
        arguments: [
            "http://api.labelf.ai", "http://127.0.0.1.example.com", "http://localhost.example.com", "http://128.0.0.1",
            "http://127.0.0.256", "http://127.0.0", "http://127.0.0.0.1", "http://127.0.0.01", "http://127.1",
            "http://2130706433", "http://0x7f.0.0.1", "http://[::2]", "http://[::ffff:127.0.0.1]", "http://xlocalhost",
            "http://127.0.0.1000", "http://127.0.0.1.", "http://localhost.",
        ])
    func insecure(value: String) throws {
        let error = try #require(refusal(value))
        #expect(error.message.contains("allow_insecure_http"))
        #expect(try parse(value, insecure: true).text == value)
    }

    @Test(
        "Refused, with leave or without",
        arguments: [
            ("", "empty"), ("api.labelf.ai", "scheme"), ("//api.labelf.ai", "scheme"),
            ("https:/api.labelf.ai", "scheme"),
            ("https:api.labelf.ai", "scheme"), ("ftp://a", "another scheme"), ("file:///etc", "another scheme"),
            ("://a", "another scheme"), ("javascript://a", "another scheme"), ("https://", "no host"),
            ("https:///v2", "no host"),
            ("https://:80", "no host"), ("https://a:0", "port"), ("https://a:", "port"), ("https://a:65536", "port"),
            ("https://a:99999999999999999999", "port"), ("https://a:80:80", "port"), ("https://a:-1", "port"),
            ("https://a:8o", "port"), ("https://a b", "space"), (" https://a", "space"), ("https://a\n", "line break"),
            ("https://a\0", "control"), ("https://a\u{7F}", "control"), ("https://a\\b", "backslash"),
            ("https://a?b", "query"),
            ("https://a/?", "query"), ("https://a#b", "fragment"), ("https://ä", "ASCII"),
            ("https://a_b", "in its host"),
            ("https://a%2eb", "in its host"), ("https://a..b", "dots"), ("https://.a", "dots"), ("https://.", "dots"),
            ("https://a//b", "//"), ("https://a/./b", ". or .."), ("https://a/..", ". or .."),
            ("https://a/b/%2E%2e/c", ". or .."),
            ("https://a/.%2e", ". or .."), ("https://a/%2", "hexadecimal"), ("https://a/%zz", "hexadecimal"),
            ("https://a/b%", "hexadecimal"), ("https://a/\"", "percent-encode"), ("https://a/<", "percent-encode"),
            ("https://a/[", "percent-encode"), ("https://[::1", "brackets"), ("https://[]", "brackets"),
            ("https://[1]", "brackets"), ("https://[g::1]", "brackets"), ("https://[::1]x", "bracket"),
            ("https://[::1%25eth0]", "brackets"), ("https://" + String(repeating: "a", count: 64), "dots"),
            ("https://a/" + String(repeating: "a", count: 2048), "longer"),
        ])
    func refused(value: String, hint: String) throws {
        for insecure in [false, true] {
            let error = try #require(refusal(value, insecure: insecure))
            #expect(error.status == .configuration)
            #expect(error.message.hasPrefix("base_url "))
            #expect(error.message.contains(hint), "\(error.message)")
        }
    }

    @Test(
        "A password is refused, and not repeated",
        arguments: [
            "https://user:hunter2@api.labelf.ai", "https://hunter2@a", "https://@hunter2", "https://a/hunter2@b",
            "https://127.0.0.1:80@hunter2/", "hunter2@",
        ])
    func credentials(value: String) throws {
        let error = try #require(refusal(value))
        #expect(error.message.contains("api_key"))
        #expect(!error.message.contains("hunter2") && !error.message.contains("user:"))
    }

    @Test("What is taken of random mutants is taken again, unchanged")
    func mutants() {
        var random = SeededGenerator(seed: 4)
        let characters = Array("https://[]:.@/%2eE127localhost\\?#\0 \u{E9}-_~".utf8)
        var taken = 0
        for _ in 0..<30_000 {
            var bytes = Array("http://127.0.0.1:8080/v2/%2e".utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let byte = characters[Int.random(in: 0..<characters.count, using: &random)]
                let place = Int.random(in: 0..<bytes.count, using: &random)
                if Bool.random(using: &random) { bytes[place] = byte } else { bytes.insert(byte, at: place) }
            }
            guard let url = try? parse(String(decoding: bytes, as: UTF8.self), insecure: true) else { continue }
            taken += 1
            #expect((try? parse(url.text, insecure: true)) == url)
        }
        #expect(taken > 20)
    }
}
