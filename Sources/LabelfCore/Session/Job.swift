/// One call on its way through the session. Made by any thread; from its submission until it is settled only the session
/// touches it; after that whoever waits for it.
package final class Job {
    package let query: ClassifyQuery
    package let plan: Plan
    package let lane: Lane
    /// When it has to be settled; `distantFuture` for never.
    package let deadline: Instant
    package var outcomes: Outcomes
    /// The first of `plan.uniques` that no request has taken up yet.
    var cursor = 0
    /// Settled, or about to be: takes nothing more.
    package internal(set) var isSettled = false

    package init(query: ClassifyQuery, plan: Plan, lane: Lane, deadline: Instant) {
        self.query = query
        self.plan = plan
        self.lane = lane
        self.deadline = deadline
        outcomes = Outcomes(count: plan.uniques.count)
    }

    /// Texts that no request has taken up yet.
    var waiting: Int { isSettled ? 0 : plan.uniques.count - cursor }
}
