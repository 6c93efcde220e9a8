@testable import LabelfCore

/// A list on a service, with rows that come and go while somebody pages.
struct ShiftingList {
    var rows: [Int]
    /// Rows that were there from the beginning, and still are.
    private(set) var steady: Set<Int>
    private var last: Int
    /// The most items that the service gives a page.
    var largestPage = 1_000
    /// The service moves an offset to a multiple of the page's size.
    var alignsOffsets = false
    private(set) var pages = 0

    init(count: Int) {
        rows = Array(0..<count)
        steady = Set(rows)
        last = count
    }

    mutating func insert(at place: Int) {
        rows.insert(last, at: min(place, rows.count))
        last += 1
    }

    mutating func remove(_ places: Range<Int>) {
        let places = places.clamped(to: 0..<rows.count)
        steady.subtract(rows[places])
        rows.removeSubrange(places)
    }

    mutating func page(_ request: ListRequest) -> ListPage {
        pages += 1
        let limit = min(request.limit, largestPage)
        let offset = alignsOffsets ? request.offset / limit * limit : request.offset
        let start = min(offset, rows.count)
        let end = min(start + limit, rows.count)
        return ListPage(
            offset: offset, limit: limit, total: rows.count, hasMore: end < rows.count,
            items: rows[start..<end].map { .row($0) })
    }
}

extension ListItem {
    static func row(_ number: Int) -> ListItem {
        rows.indices.contains(number) ? rows[number] : makeRow(number)
    }

    private static let rows = (0..<10_003).map(makeRow)

    private static func makeRow(_ number: Int) -> ListItem {
        ListItem(json: Array("\(number)".utf8), id: Array("r\(number)".utf8))
    }

    /// An item that has no id.
    static func nameless(_ number: Int) -> ListItem {
        ListItem(json: Array("\(number)".utf8), id: nil)
    }

    var number: Int {
        json.reduce(0) { number, digit in number * 10 + Int(digit) - 48 }
    }
}

/// Takes every item, and serves each page when it is asked for. Nil for a failure.
func drain(_ cursor: inout ListCursor, _ serve: (ListRequest) -> ListPage) -> (numbers: [Int], error: LabelfError?) {
    var numbers: [Int] = []
    while true {
        if let request = cursor.fetch() { cursor.arrived(serve(request)) }
        switch cursor.next() {
        case .item(let item): numbers.append(item.number)
        case .wait: continue
        case .end: return (numbers, nil)
        case .failed(let error): return (numbers, error)
        }
    }
}
