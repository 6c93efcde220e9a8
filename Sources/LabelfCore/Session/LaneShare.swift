/// How the lanes share what is sent: interactive first, but one request in ten is bulk's while both wait.
struct LaneShare {
    /// While both lanes wait, one of this many requests is bulk's.
    static let bulkShare = 10

    /// Interactive requests since the last bulk one, while bulk waited.
    private var interactiveInARow = 0

    func isBulkDue(bulkWaits: Bool) -> Bool {
        bulkWaits && interactiveInARow >= LaneShare.bulkShare - 1
    }

    mutating func sent(_ lane: Lane, bulkWaits: Bool) {
        interactiveInARow = lane == .interactive && bulkWaits ? interactiveInARow + 1 : 0
    }
}
