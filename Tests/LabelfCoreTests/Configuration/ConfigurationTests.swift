import Testing

@testable import LabelfCore

@Suite struct ConfigurationTests {
    func fault(_ key: String, _ value: String) -> String? {
        var configuration = Configuration()
        do throws(LabelfError) {
            try configuration.set(key, to: value)
            return nil
        } catch {
            return error.status == .configuration ? error.message : "another status"
        }
    }

    @Test(
        "Numbers within their ranges, and no others",
        arguments: [
            ("requests_per_minute", 1, 1_000_000), ("max_connections", 1, 256), ("linger_ms", 0, 60_000),
            ("max_text_characters", 1, 1_000_000), ("connect_timeout_ms", 1, 600_000),
            ("attempt_timeout_ms", 1, 3_600_000), ("total_timeout_ms", 0, 604_800_000), ("max_retries", 0, 10),
            ("retry_base_ms", 1, 60_000), ("max_rate_limit_retries", 0, 1_000), ("queue_texts", 1, 2_000_000_000),
            ("queue_bytes", 1_024, 1_099_511_627_776), ("response_max_bytes", 1_024, 1_073_741_824),
            ("bulk_reserve_percent", 0, 90), ("max_billed_texts", 0, 9_007_199_254_740_992),
        ])
    func numbers(key: String, least: Int64, most: Int64) {
        #expect(fault(key, "\(least)") == nil)
        #expect(fault(key, "\(most)") == nil)
        for bad in [
            "\(least - 1)", "\(most + 1)", "", " 5", "5 ", "+5", "5.0", "0x5", "1e3", "٥", "99999999999999999999",
        ] {
            #expect(fault(key, bad)?.contains(key) == true, "\(bad)")
        }
    }

    @Test("Switches, and what they may be")
    func switches() throws {
        var configuration = Configuration()
        try configuration.set("queue_full", to: "fail")
        try configuration.set("allow_insecure_http", to: "on")
        #expect(configuration.sharedBudget)
        try configuration.set("shared_budget", to: "off")
        #expect(!configuration.sharedBudget)
        #expect(!configuration.queueBlocks && configuration.allowInsecureHTTP)
        #expect(fault("queue_full", "maybe") == "queue_full must be block or fail, not \"maybe\"")
        #expect(fault("allow_insecure_http", "1") != nil)
    }

    @Test("Strings without control characters", arguments: ["ca_file", "proxy", "user_agent"])
    func strings(key: String) {
        #expect(fault(key, "some value") == nil)
        for bad in ["", "a\r\nb", "a\0", "\u{7F}", String(repeating: "x", count: 4_097)] {
            #expect(fault(key, bad)?.contains(key) == true)
        }
        #expect((fault(key, "å") == nil) == (key != "user_agent"))
    }

    @Test("An unknown key is named, briefly and in one line; a key's secret is not shown")
    func unknown() {
        #expect(fault("colour", "red") == "there is no option \"colour\"")
        let long = fault("a\n" + String(repeating: "x", count: 10_000), "") ?? ""
        #expect(long.utf8.count < 100 && !long.contains("\n"))
        #expect(fault("api_key", "hunter2 secret")?.contains("hunter2") == false)
    }

    @Test("Every key can be set, and a bad value changes nothing")
    func everyKey() {
        for key in ConfigurationKey.allCases {
            #expect(fault(key.name.description, "\u{1}")?.contains(key.name.description) == true)
        }
        var configuration = Configuration()
        try? configuration.set("max_connections", to: "0")
        #expect(configuration.maxConnections == 8)
    }

    @Test("A client needs a key, and plain http to another host a word of permission")
    func validation() throws {
        var configuration = Configuration()
        #expect(throws: LabelfError.self) { try configuration.validate() }
        try configuration.set("api_key", to: "lbl_sk_12345678")
        try configuration.validate()
        try configuration.set("base_url", to: "http://example.com/v2")
        #expect(throws: LabelfError.self) { try configuration.validate() }
        try configuration.set("allow_insecure_http", to: "on")
        try configuration.validate()
    }

    @Test(
        "The deadline: the call's own, the configuration's, the lane's",
        arguments: [
            (Int64(0), Int64(-1), Lane.interactive, Optional(Int64(120_000))), (0, -1, .bulk, nil),
            (0, 0, .interactive, nil),
            (0, 500, .interactive, 500), (0, 500, .bulk, 500), (7, 500, .bulk, 7), (7, -1, .bulk, 7),
            (.max, 500, .interactive, nil), (.max, -1, .interactive, nil), (.max - 1, -1, .bulk, nil),
        ])
    func deadlines(call: Int64, total: Int64, lane: Lane, expected: Int64?) {
        var configuration = Configuration()
        configuration.totalTimeoutMilliseconds = total
        let now = Instant(nanoseconds: 5)
        let deadline = configuration.deadline(lane: lane, deadlineMilliseconds: call, now: now)
        #expect(deadline == expected.map { now + .milliseconds($0) } ?? .distantFuture)
    }
}
