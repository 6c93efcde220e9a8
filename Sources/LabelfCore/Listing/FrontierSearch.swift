/// Where to ask for the next page: right behind what was given or, after rows have shifted, nearer and nearer to where that
/// ends. Doubling steps find two places that it must lie between, halving the distance finds it.
struct FrontierSearch {
    /// No offset is that far away: twice the items that a list may have (`ListCursor.itemLimit`). Keeps what a service says
    /// from overflowing anything, and a search from asking for offsets that a service refuses.
    static let farthest = 1 << 28

    /// The offset to ask for next.
    private(set) var next: Int
    /// Whether pages can be asked for so that they overlap. Not if the service gives one item a page, or moves offsets to
    /// multiples of the page's size.
    private(set) var overlaps = true
    /// Rows by which a page overlaps the last one: the more, the more rows may go between two pages without a search.
    private var overlap = 1
    private var limit: Int
    /// Everything before this offset was given, when last seen.
    private var low: Int?
    /// Nothing from this offset on was given, when last seen.
    private var high: Int?
    private var step = 0
    /// Rows that went, by the totals of the last two pages.
    private var removed = 0

    init(next: Int, pageSize: Int) {
        self.next = next
        limit = pageSize
    }

    mutating func heard(total: Int?, before: Int?) {
        removed = 0
        guard let total, let before, total >= 0, before > total else { return }
        removed = min(before - total, Self.farthest)
    }

    /// The page brought something new: go on behind it.
    mutating func follow(from end: Int, overlap isWanted: Bool, limit: Int) {
        if limit > 0 { self.limit = min(limit, 1 << 30) }
        if self.limit < 2 { overlaps = false }
        (low, high, step) = (nil, nil, 0)
        next = isWanted ? before(end) : end
    }

    /// The page had rows that were given, and nothing else.
    /// - Parameter isMovedBack: it starts before the offset that was asked for.
    mutating func passed(_ end: Int, isMovedBack: Bool) {
        if isMovedBack { overlaps = false }
        low = end
        if let high, high > end { return approach(end, high) }
        high = nil
        next = before(end) + step
        step = min(max(limit, step * 2), Self.farthest)
    }

    /// The page had no row that was given: some may lie before it that were not.
    mutating func missed(_ offset: Int, total: Int?) {
        overlap = max(1, min(overlap * 2, limit / 2))
        let end = min(offset, max(total ?? offset, 0))
        high = end
        if let low, low < end { return approach(low, end) }
        if low != nil { step = 0 }
        low = nil
        step = min(max(limit - 1, step * 2, removed), Self.farthest)
        next = max(end - step, 0)
    }

    private mutating func approach(_ low: Int, _ high: Int) {
        step = 0
        next = high - low <= limit ? before(low) : low + (high - low) / 2
    }

    private func before(_ end: Int) -> Int {
        overlaps ? max(end - min(overlap, limit - 1), 0) : end
    }
}
