import Testing

@testable import LabelfCommand

struct OutageBackoffTests {
    @Test func aServiceThatHasAnsweredIsWaitedFor() {
        var outageBackoff = OutageBackoff(isAllowed: true)
        #expect(outageBackoff.pause(after: 0) == nil)
        outageBackoff.answered()
        #expect(outageBackoff.pause(after: 0) == 2)
        // What was begun before the pause tells nothing new.
        #expect(outageBackoff.pause(after: 0) == 0)
        #expect(outageBackoff.pause(after: 1) == 4)
        #expect(outageBackoff.pause(after: 2) == 8)
        #expect(outageBackoff.pause(after: 3) == nil)
        outageBackoff.answered()
        #expect(outageBackoff.pause(after: 3) == 2)
    }

    @Test func whoeverWantsNoRetriesDoesNotWait() {
        var outageBackoff = OutageBackoff(isAllowed: false)
        outageBackoff.answered()
        #expect(outageBackoff.pause(after: 0) == nil)
    }
}
