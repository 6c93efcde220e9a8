import Testing

@testable import LabelfCore

@Suite struct ListCursorTests {
    @Test(
        "10,003 rows while others come and go: none twice, none missed that was there all the time", arguments: 0..<200)
    func shifting(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var list = ShiftingList(count: 10_003)
        if seed % 7 == 0 { list.largestPage = Int.random(in: 30...90, using: &random) }
        // A list that changes faster than it can be read would never end.
        let removals = Int.random(in: 0...list.largestPage / 4, using: &random) % 20
        let insertions = Int.random(in: 0...list.largestPage / 4, using: &random) % 20
        let atFront = seed % 3 == 0
        var cursor = ListCursor(pageSize: 100, seed: seed)
        let (numbers, error) = drain(&cursor) { request in
            let page = list.page(request)
            for _ in 0..<removals where !list.rows.isEmpty {
                let place = Int.random(in: 0..<(atFront ? min(100, list.rows.count) : list.rows.count), using: &random)
                list.remove(place..<place + 1)
            }
            for _ in 0..<insertions {
                list.insert(at: atFront ? 0 : Int.random(in: 0...list.rows.count, using: &random))
            }
            // Now and then a good part of the list goes, or comes.
            switch Int.random(in: 0..<60, using: &random) {
            case 0:
                let place = Int.random(in: 0...list.rows.count, using: &random)
                list.remove(place..<place + Int.random(in: 0...3_000, using: &random))
            case 1: for _ in 0..<Int.random(in: 0...2_000, using: &random) { list.insert(at: 0) }
            default: break
            }
            return page
        }
        #expect(error == nil)
        #expect(Set(numbers).count == numbers.count)
        #expect(list.steady.isSubset(of: numbers))
    }

    @Test("A list that nobody changes is given in order, at little more than a request a page")
    func still() {
        for (count, most) in [(0, 1), (1, 1), (100, 1), (101, 2), (10_003, 102)] {
            var list = ShiftingList(count: count)
            var cursor = ListCursor(pageSize: 100, seed: 1)
            let (numbers, error) = drain(&cursor) { list.page($0) }
            #expect(error == nil && numbers == Array(0..<count))
            #expect(list.pages <= most)
            #expect(cursor.total == count)
        }
    }

    @Test("From a start on, and not what was before it, even if rows before it go")
    func start() {
        var list = ShiftingList(count: 1_000)
        var cursor = ListCursor(start: 500, pageSize: 50, seed: 1)
        let (numbers, error) = drain(&cursor) { request in
            let page = list.page(request)
            list.remove(0..<20)
            return page
        }
        #expect(error == nil)
        #expect(Array(numbers) == Array(500..<1_000))
    }

    @Test("A smaller page than was asked for, down to one item, is followed", arguments: [1, 2, 7, 99])
    func smallerPages(largest: Int) {
        var list = ShiftingList(count: 300)
        list.largestPage = largest
        var cursor = ListCursor(pageSize: 100, seed: 1)
        let (numbers, error) = drain(&cursor) { list.page($0) }
        #expect(error == nil && numbers == Array(0..<300))
    }

    @Test("A service that moves offsets to multiples of the page is followed", arguments: [2, 10, 64])
    func aligned(largest: Int) {
        var list = ShiftingList(count: 300)
        list.largestPage = largest
        list.alignsOffsets = true
        var cursor = ListCursor(pageSize: 100, seed: 1)
        let (numbers, error) = drain(&cursor) { list.page($0) }
        #expect(error == nil && numbers == Array(0..<300))
    }

    @Test("A page is asked for ahead, and no further")
    func ahead() {
        var list = ShiftingList(count: 1_000)
        var cursor = ListCursor(pageSize: 10, seed: 1)
        let first = cursor.fetch()
        #expect(first == ListRequest(offset: 0, limit: 10))
        #expect(cursor.fetch() == nil, "one at a time")
        guard case .wait = cursor.next() else {
            Issue.record("an item from nowhere")
            return
        }
        cursor.arrived(list.page(ListRequest(offset: 0, limit: 10)))
        #expect(cursor.fetch() == nil, "a page is in store")
        guard case .item(let item) = cursor.next() else {
            Issue.record("no item")
            return
        }
        #expect(item.number == 0)
        #expect(cursor.fetch() == ListRequest(offset: 9, limit: 10))
    }

    @Test("What came before a failure is given before it, and then its page is asked for again")
    func failure() {
        var list = ShiftingList(count: 100)
        var cursor = ListCursor(pageSize: 3, seed: 1)
        var pages = 0
        var numbers: [Int] = []
        var error: LabelfError?
        while error == nil {
            if let request = cursor.fetch() {
                pages += 1
                if pages == 2 {
                    cursor.failed(LabelfError(.service, "503"))
                } else {
                    cursor.arrived(list.page(request))
                }
            }
            switch cursor.next() {
            case .item(let item): numbers.append(item.number)
            case .wait: continue
            case .end: error = LabelfError(.internal, "the end")
            case .failed(let failure): error = failure
            }
        }
        #expect(numbers == [0, 1, 2] && error?.status == .service)
        let again = cursor.fetch()
        #expect(again == ListRequest(offset: 2, limit: 3))
        cursor.arrived(list.page(ListRequest(offset: 2, limit: 3)))
        let (rest, none) = drain(&cursor) { list.page($0) }
        #expect(none == nil && rest == Array(3..<100))
    }

    @Test("A list that does not end keeps its error, and nothing more is asked for")
    func hopeless() {
        var cursor = ListCursor(pageSize: 3, seed: 1)
        let (_, error) = drain(&cursor) { _ in
            ListPage(offset: 0, limit: 3, total: 3, hasMore: true, items: (0..<3).map { .row($0) })
        }
        #expect(error?.status == .protocolViolation)
        for _ in 0..<2 {
            guard case .failed(let same) = cursor.next(), cursor.fetch() == nil else {
                Issue.record("it goes on")
                return
            }
            #expect(same == error)
        }
    }
}

@Suite("Services that lie about their lists") struct LyingListTests {
    /// How a cursor of a page size of 10 ends, and after how many pages.
    func end(_ serve: (ListRequest) -> ListPage) -> (numbers: [Int], error: LabelfError?, pages: Int) {
        var cursor = ListCursor(pageSize: 10, seed: 1)
        var pages = 0
        let (numbers, error) = drain(&cursor) { request in
            pages += 1
            return serve(request)
        }
        return (numbers, error, pages)
    }

    func page(_ offset: Int, total: Int?, hasMore: Bool = true, _ items: [ListItem]) -> ListPage {
        ListPage(offset: offset, limit: 10, total: total, hasMore: hasMore, items: items)
    }

    @Test("Always more: an error, after what there is", arguments: [47, 40, 41, 0, 1, 10_000])
    func alwaysMore(count: Int) {
        var list = ShiftingList(count: count)
        let (numbers, error, pages) = end { request in
            var page = list.page(request)
            page.hasMore = true
            return page
        }
        #expect(numbers == Array(0..<count))
        #expect(error?.status == .protocolViolation)
        #expect(pages <= count / 9 + 40)
    }

    @Test("The same page for ever, whatever its offset is said to be, with ids and without", arguments: [true, false])
    func samePage(hasIDs: Bool) {
        let items = (0..<10).map { hasIDs ? ListItem.row($0) : ListItem.nameless($0) }
        for echoes in [true, false] {
            let (numbers, error, pages) = end { page(echoes ? $0.offset : 0, total: 47, items) }
            #expect(error?.status == .protocolViolation)
            #expect(pages <= 50)
            // Without ids, pages at other offsets are other items, as far as anybody can tell.
            if hasIDs || !echoes { #expect(numbers == Array(0..<10)) }
        }
    }

    @Test("New items for ever, beyond the total")
    func endless() {
        let (numbers, error, _) = end { request in
            page(request.offset, total: 47, (0..<10).map { .row(request.offset + $0) })
        }
        #expect(error?.status == .protocolViolation)
        #expect(numbers.count < 200)
    }

    @Test("Empty pages, offsets from nowhere, nonsense: each ends")
    func nonsense() {
        #expect(end { page($0.offset, total: nil, []) }.error?.status == .protocolViolation)
        #expect(end { page($0.offset, total: 0, []) }.error?.status == .protocolViolation)
        #expect(end { _ in page(-5, total: nil, [.row(1)]) }.error?.status == .protocolViolation)
        #expect(end { _ in page(.max, total: nil, [.row(1)]) }.error?.status == .protocolViolation)
        #expect(end { _ in page(1 << 59, total: .min, [.row(1)]) }.error?.status == .protocolViolation)
        var random = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            var cursor = ListCursor(
                start: Int.random(in: -5...50, using: &random), pageSize: Int.random(in: -1...20, using: &random),
                seed: 1)
            var pages = 0
            let (numbers, _) = drain(&cursor) { request in
                pages += 1
                let offset = Bool.random(using: &random) ? request.offset : Int.random(in: 0...60, using: &random)
                return ListPage(
                    offset: offset, limit: Int.random(in: -3...30, using: &random),
                    total: [nil, 47, 0, -1, .max].randomElement(using: &random) ?? nil,
                    hasMore: Int.random(in: 0..<20, using: &random) > 0,
                    items: (0..<Int.random(in: 0...20, using: &random)).map { _ in
                        .row(Int.random(in: 0...50, using: &random))
                    })
            }
            #expect(Set(numbers).count == numbers.count)
            #expect(pages < 2_000)
        }
    }
}

@Suite("Items without ids") struct NamelessItemTests {
    @Test("Each is given by its place, equal or not")
    func byPlace() {
        let rows = (0..<25).map { $0 / 2 }
        var cursor = ListCursor(pageSize: 10, seed: 1)
        let (numbers, error) = drain(&cursor) { request in
            let end = min(request.offset + request.limit, 25)
            return ListPage(
                offset: request.offset, limit: 10, total: 25, hasMore: end < 25,
                items: rows[request.offset..<end].map { .nameless($0) })
        }
        #expect(error == nil && numbers == rows)
    }

    @Test("A list in which some have an id is followed by place from there on, and no id is given twice")
    func mixed() {
        let rows = (0..<50).map { $0 < 20 || $0 % 2 == 0 ? ListItem.row($0) : .nameless($0) }
        var cursor = ListCursor(pageSize: 10, seed: 1)
        let (numbers, error) = drain(&cursor) { request in
            let end = min(request.offset + request.limit, 50)
            return ListPage(
                offset: request.offset, limit: 10, total: 50, hasMore: end < 50,
                items: Array(rows[request.offset..<end]))
        }
        #expect(error == nil && numbers == Array(0..<50))
    }
}

@Suite struct SeenIDsTests {
    @Test("As a set would have it", arguments: 0..<5)
    func asASet(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var seen = SeenIDs(seed: seed)
        var set: Set<[UInt8]> = []
        for _ in 0..<5_000 {
            let id = Array("\(Int.random(in: 0..<3_000, using: &random))".utf8)
            #expect(seen.contains(id) == set.contains(id))
            #expect(seen.insert(id) == set.insert(id).inserted)
            #expect(seen.count == set.count)
        }
    }
}
