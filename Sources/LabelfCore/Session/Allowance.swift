/// What may still be spent: the workspace's quota, as far as it is known, and what the client may have billed.
struct Allowance {
    private var cap: SpendingCap
    /// That the quota was used up when a request last asked.
    private var quotaError: LabelfError?
    /// The last request from before that was known.
    private var lastBeforeQuota: RequestID = 0

    /// - Parameter maxBilledTexts: nil for no cap.
    init(maxBilledTexts: Int?) {
        cap = SpendingCap(limit: maxBilledTexts)
    }

    /// Texts that may be sent now.
    var left: Int { cap.left }
    /// Texts that were billed, or may have been.
    var spent: Int { cap.spent }
    /// Nothing more may be spent, whatever becomes of what is in flight.
    var isSpent: Bool { cap.isSpent }

    mutating func hold(_ texts: Int) {
        cap.hold(texts)
    }

    mutating func settle(_ texts: Int, isBilled: Bool) {
        cap.settle(texts, isBilled: isBilled)
    }

    var isQuotaUsedUp: Bool { quotaError != nil }

    /// A request was told that the quota is used up. False if that says nothing new of the calls that came since, as it was
    /// sent before the last such answer.
    /// - Parameter last: the last request that was sent so far.
    mutating func quotaIsUsedUp(_ outbound: Outbound, _ error: LabelfError, last: RequestID) -> Bool {
        guard outbound.id > lastBeforeQuota else { return false }
        quotaError = error
        lastBeforeQuota = last
        return true
    }

    /// A request was answered: if it was sent after the quota was used up, there is some again.
    mutating func answered(_ outbound: Outbound) {
        if outbound.usesQuota && outbound.id > lastBeforeQuota { quotaError = nil }
    }

    /// The error of what must not be sent again, as it is from before the quota was used up.
    func quotaError(of outbound: Outbound) -> LabelfError? {
        outbound.usesQuota && outbound.id <= lastBeforeQuota ? quotaError : nil
    }
}
