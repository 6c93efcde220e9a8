import Synchronization

/// One call on its way through the session. Made by any thread; from its submission until it is settled only the session
/// touches it, but for its progress; after that the thread that waits for it.
package final class Job {
    package let query: ClassifyQuery
    package let plan: Plan
    package let lane: Lane
    /// When it has to be settled; `distantFuture` for never.
    package let deadline: Instant
    package var outcomes: Outcomes
    /// The first of `plan.uniques` that waits for a request.
    private(set) var cursor = 0
    /// How many of them: those from there on, but for what is known already.
    private var left: Int
    /// Settled, or about to be: takes nothing more.
    package internal(set) var isSettled = false
    private let ended = Atomic<Int>(0)

    package init(query: ClassifyQuery, plan: Plan, lane: Lane, deadline: Instant) {
        self.query = query
        self.plan = plan
        self.lane = lane
        self.deadline = deadline
        outcomes = Outcomes(count: plan.uniques.count)
        left = plan.uniques.count
    }

    /// How many texts have an outcome, from any thread: different ones as long as it is not settled, then all.
    package var progress: Int { ended.load(ordering: .relaxed) }

    /// To be called after each change of the outcomes that others are to see.
    func publishProgress() {
        ended.store(isSettled ? plan.count : plan.uniques.count - outcomes.open, ordering: .relaxed)
    }

    /// Texts that have ended since this was last asked; nil if there are none. From the first time on they are noted.
    package func takeEnded() -> EndedTexts? {
        outcomes.noteEnded() ? outcomes.takeEnded() : nil
    }

    /// Texts that wait for a request.
    var waiting: Int { isSettled ? 0 : left }

    /// Takes the text at the cursor out of what waits.
    func dequeue() -> Int {
        let taken = cursor
        left -= 1
        cursor += 1
        skip()
        return taken
    }

    /// Gives all that wait an error.
    func giveUp(with error: LabelfError) {
        let rest = cursor..<plan.uniques.count
        cursor = plan.uniques.count
        left = 0
        outcomes.fail(rest, with: error)
    }

    /// Takes in an answer that is known before anything is sent; texts come in their order.
    func answer(_ unique: Int, _ answer: Answer, _ answerID: UInt64) {
        outcomes.succeed(unique, with: answer, answerID, at: 0)
        left -= 1
        skip()
    }

    private func skip() {
        while cursor < plan.uniques.count, !outcomes.isOpen(cursor) { cursor += 1 }
    }
}
