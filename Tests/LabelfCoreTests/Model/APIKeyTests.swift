import LabelfCore
import Testing

@Suite struct APIKeyTests {
    @Test(
        "Taken",
        arguments: [
            "lbl_sk_0123456789", "eyJhbGciOi.eyJzdWIi.c2ln-_~+/", "abcdefgh", "abcdef==",
            String(repeating: "k", count: 8192),
        ])
    func taken(secret: String) throws {
        #expect(try APIKey(secret).secret == secret)
    }

    @Test(
        "Refused, and not repeated",
        arguments: [
            "", "hunter2", " lbl_sk_hunter2", "lbl_sk_hunter2\n", "Bearer hunter2", "\"hunter2hunter2\"",
            "hunter2=hunter2",
            "hunter2\r\nHost: x", "hunter2hunter2\0", "hunter2ähunter2", "=hunter2hunter2", "hunter2,hunter2",
            String(repeating: "hunter2", count: 1200),
        ])
    func refused(secret: String) {
        #expect {
            try APIKey(secret)
        } throws: { error in
            let error = error as? LabelfError
            return error?.status == .configuration && error?.message.hasPrefix("api_key ") == true
                && error?.message.contains("hunter2") == false
        }
    }

    @Test func neverShown() throws {
        let key = try APIKey("lbl_sk_hunter2")
        var dumped = ""
        dump(key, to: &dumped)
        dump([key], to: &dumped)
        for text in ["\(key)", String(describing: key), String(reflecting: key), String(describing: [key]), dumped] {
            #expect(!text.contains("hunter2"))
        }
    }
}
