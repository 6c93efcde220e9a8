/// The texts that the workspace may still have classified in its billing period.
struct Quota {
    /// The texts of a period; nil for any number.
    let limit: Int?
    /// The texts that were charged.
    private(set) var used = 0

    /// A period that has just begun.
    init(limit: Int?) {
        self.limit = limit
    }

    /// Charges `count` texts if they all fit; false, and nothing charged, if they do not.
    mutating func charge(_ count: Int) -> Bool {
        if let limit, count > limit - used { return false }
        used += count
        return true
    }

    /// Takes back a charge whose answer never came to be.
    mutating func refund(_ count: Int) {
        used = max(0, used - count)
    }
}
