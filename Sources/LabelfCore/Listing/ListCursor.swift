/// Goes through a list item by item, and asks for the next page ahead. A machine: it is told what page came, and says what
/// to ask for; it does no I/O.
///
/// Rows come and go while one pages. Removed rows shift the later ones to lower offsets, past which a plain offset would
/// step; so each page is asked for from a little before the end of the last one, and counts only if it has a row that was
/// given before, or starts at the list's beginning: then nothing lies between. If it has none, `FrontierSearch` looks for
/// the place where what was given ends. So an item that is in the list all the time is given, as long as rows keep their
/// order; and none is given twice, since ids are remembered.
///
/// Items without an id can be told apart by their place alone: a list that has one is followed by offset, nothing more.
package struct ListCursor {
    /// What `next` gives.
    package enum Step {
        case item(ListItem)
        /// A page has to come first.
        case wait
        case end
        case failed(LabelfError)
    }

    /// Pages without anything new, one after the other, after which the service is taken to go round in circles. The
    /// search for a place among ten million rows takes fewer.
    package static let fruitlessLimit = 32
    /// Pages at or beyond the total that still claim more, one after the other.
    package static let beyondLimit = 8
    /// Items of one list.
    package static let itemLimit = 1 << 27

    private let start: Int
    private let pageSize: Int
    private var ready = Queue<ListItem>()
    private var seen: SeenIDs
    private var search: FrontierSearch
    /// What was asked for and has not come.
    private var asked: ListRequest?
    private var hasBegun = false
    private var hasEnded = false
    private var failure: LabelfError?
    /// The service does not end the list: nothing more is asked for.
    private var isHopeless = false
    /// Some item has no id.
    private var isByPlace = false
    /// Where the last page ends from which items were given.
    private var covered: Int
    /// All that was given has gone: the next page counts whatever is in it.
    private var hasLostPlace = false
    private var fruitless = 0
    private var beyond = 0
    /// Items of the whole list, as last heard.
    package private(set) var total: Int?

    /// - Parameters:
    ///   - start: the offset of the first item wanted, at least 0.
    ///   - pageSize: items to ask for at a time, at least 1; at least 2 are asked for, to see where pages join.
    ///   - seed: of the ids' hashes.
    package init(start: Int = 0, pageSize: Int, seed: UInt64) {
        self.start = min(max(start, 0), FrontierSearch.farthest)
        self.pageSize = max(pageSize, 2)
        seen = SeenIDs(seed: seed)
        search = FrontierSearch(next: self.start, pageSize: self.pageSize)
        covered = self.start
    }

    /// An item is wanted. What came before a failure is given before it. A page that could not be had may be asked for again
    /// after its failure was given.
    package mutating func next() -> Step {
        if let item = ready.popFirst() { return .item(item) }
        if let given = failure {
            if !isHopeless { failure = nil }
            return .failed(given)
        }
        return hasEnded ? .end : .wait
    }

    /// What to ask for now; nil if nothing: a page is on its way, one is in store, or there are no more. To be called after
    /// each `next` and each page.
    package mutating func fetch() -> ListRequest? {
        guard asked == nil, !hasEnded, failure == nil, ready.count < pageSize else { return nil }
        let request = ListRequest(offset: max(search.next, 0), limit: pageSize)
        asked = request
        return request
    }

    /// The page that was asked for could not be had.
    package mutating func failed(_ error: LabelfError) {
        guard asked != nil else { return }
        asked = nil
        failure = error
    }

    /// The page that was asked for has come.
    package mutating func arrived(_ page: ListPage) {
        guard let request = asked else { return }
        asked = nil
        let (end, overflow) = page.offset.addingReportingOverflow(page.items.count)
        guard page.offset >= 0, !overflow, end < FrontierSearch.farthest else {
            return fail("a page starts at the offset \(page.offset)")
        }
        search.heard(total: page.total, before: total)
        total = page.total ?? total
        if page.items.contains(where: { $0.id == nil }) { isByPlace = true }
        let new = isByPlace ? takeByPlace(page, end: end) : takeByID(page, end: end, request)
        fruitless = new > 0 ? 0 : fruitless + 1
        beyond = page.hasMore && end >= page.total ?? .max ? beyond + 1 : 0
        if hasEnded { return }
        if fruitless > Self.fruitlessLimit {
            fail("\(fruitless) pages one after the other have nothing new, and claim that there is more")
        } else if beyond > Self.beyondLimit {
            fail("\(beyond) pages claim that there is more than the \(total ?? 0) items that they count")
        } else if seen.count > Self.itemLimit {
            fail("the list has more than \(Self.itemLimit) items")
        }
    }

    private mutating func fail(_ what: Message) {
        isHopeless = true
        failure = LabelfError(.protocolViolation, "the list does not end: \(what)")
    }

    /// Gives the items beyond the place that was reached. Returns how many there were.
    private mutating func takeByPlace(_ page: ListPage, end: Int) -> Int {
        var new = 0
        for (index, item) in page.items.enumerated() where page.offset + index >= covered {
            if let id = item.id, !seen.insert(id) { continue }
            ready.append(item)
            new += 1
        }
        covered = max(covered, end)
        search.follow(from: covered, overlap: false, limit: page.limit)
        hasEnded = !page.hasMore
        return new
    }

    /// Gives the items that are new, if it is sure that none lies between them and those given before.
    private mutating func takeByID(_ page: ListPage, end: Int, _ request: ListRequest) -> Int {
        let known = page.items.firstIndex { $0.id.map(seen.contains) ?? false }
        let joins = !hasBegun || known != nil || hasLostPlace || !search.overlaps || (page.offset == 0 && start == 0)
        guard joins else {
            if page.offset == 0 {
                // Nothing of what was given is left, and rows before the start are not wanted.
                hasLostPlace = true
                search.follow(from: start, overlap: false, limit: page.limit)
            } else {
                search.missed(page.offset, total: page.total)
            }
            return 0
        }
        // Rows before the first one that was given lie before the start, unless that is the list's beginning.
        var new = 0
        for item in start == 0 ? page.items[...] : page.items[(known ?? 0)...] {
            guard let id = item.id, seen.insert(id) else { continue }
            ready.append(item)
            new += 1
        }
        (hasBegun, hasLostPlace, hasEnded, covered) = (true, false, !page.hasMore, end)
        if new > 0 {
            search.follow(from: end, overlap: true, limit: page.limit)
        } else {
            search.passed(end, isMovedBack: page.offset < request.offset)
        }
        return new
    }
}
