import Testing

@testable import LabelfCommand

struct PatienceTests {
    @Test func aServiceThatHasAnsweredIsWaitedFor() {
        var patience = Patience(isAllowed: true)
        #expect(patience.pause(after: 0) == nil)
        patience.answered()
        #expect(patience.pause(after: 0) == 2)
        // What was begun before the pause tells nothing new.
        #expect(patience.pause(after: 0) == 0)
        #expect(patience.pause(after: 1) == 4)
        #expect(patience.pause(after: 2) == 8)
        #expect(patience.pause(after: 3) == nil)
        patience.answered()
        #expect(patience.pause(after: 3) == 2)
    }

    @Test func whoeverWantsNoRetriesDoesNotWait() {
        var patience = Patience(isAllowed: false)
        patience.answered()
        #expect(patience.pause(after: 0) == nil)
    }
}
