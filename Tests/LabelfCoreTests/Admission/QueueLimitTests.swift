import Testing

@testable import LabelfCore

@Suite struct QueueLimitTests {
    @Test("Texts and bytes are bounded, both")
    func bounds() {
        var limit = QueueLimit(maxTexts: 10, maxBytes: 100)
        let first = limit.admit(texts: 6, bytes: 10)
        let tooMany = limit.admit(texts: 5, bytes: 1)
        let tooLarge = limit.admit(texts: 1, bytes: 91)
        let exactly = limit.admit(texts: 4, bytes: 90)
        #expect([first, tooMany, tooLarge, exactly] == [true, false, false, true])
        #expect(limit.texts == 10 && limit.bytes == 100)
        limit.release(texts: 6, bytes: 10)
        let again = limit.admit(texts: 6, bytes: 10)
        #expect(again)
    }

    @Test("A call larger than the bounds is taken when nothing else is queued, and then nothing more")
    func large() {
        var limit = QueueLimit(maxTexts: 10, maxBytes: 100)
        _ = limit.admit(texts: 1, bytes: 1)
        let early = limit.admit(texts: 1_000, bytes: 1_000)
        limit.release(texts: 1, bytes: 1)
        let alone = limit.admit(texts: 1_000, bytes: 1_000)
        let more = limit.admit(texts: 1, bytes: 1)
        #expect([early, alone, more] == [false, true, false])
        limit.release(texts: 1_000, bytes: 1_000)
        #expect(limit.texts == 0 && limit.bytes == 0)
    }

    @Test("What has no texts never waits for room")
    func nothing() {
        var limit = QueueLimit(maxTexts: 10, maxBytes: 100)
        _ = limit.admit(texts: 1_000, bytes: 1_000)
        let request = limit.admit(texts: 0, bytes: 0)
        #expect(request && limit.texts == 1_000)
    }

    @Test("Never below zero")
    func below() {
        var limit = QueueLimit(maxTexts: 10, maxBytes: 100)
        limit.release(texts: 5, bytes: 5)
        #expect(limit.texts == 0 && limit.bytes == 0)
    }
}
