/// What the answers so far have shown of the service, for forecasts and errors; what may be sent is the budget's.
struct ServiceView {
    /// Requests a minute, as the waiting calls were last held against it; nil while it is not known.
    private(set) var limit: Int?
    private var isLimitNew = false
    /// What a request takes from when it is sent to its answer: an average in which the last answers count most.
    private(set) var roundTrip = Interval.zero
    /// The 429 that all wait for.
    private(set) var pauseError: LabelfError?

    init(limit: Int?) {
        self.limit = limit
    }

    mutating func answered(limit new: Int?, after time: Interval) {
        let change = (time.nanoseconds - roundTrip.nanoseconds) / 8
        roundTrip = roundTrip == .zero ? time : Interval(nanoseconds: roundTrip.nanoseconds + change)
        limited(to: new)
    }

    mutating func limited(to new: Int?) {
        isLimitNew = isLimitNew || limit != new
        limit = new
    }

    mutating func paused(_ error: LabelfError) {
        pauseError = error
    }

    /// Whether the limit became known or changed since this was last asked.
    mutating func takeNewLimit() -> Bool {
        defer { isLimitNew = false }
        return isLimitNew
    }
}
