package import LabelfCore
internal import LabelfWire

/// A list on its way: gives one item after the other, and has the next page fetched meanwhile. The list's rules are those of
/// `ListCursor`; here is what gets its pages. Holds no lock: one thread at a time may use it.
package final class Cursor {
    package let client: Client
    private let path: String
    private let kind: ListKind
    private let terms: CallTerms
    private var list: ListCursor
    /// The page that was asked for.
    private var page: Call?

    /// Asks for the first page.
    /// - Parameters:
    ///   - path: below the base URL: made here, or checked.
    ///   - terms: of each page.
    ///   - start: the offset of the first item wanted.
    package static func start(
        _ client: Client, _ path: String, _ terms: CallTerms, start: Int, pageSize: Int
    ) throws(LabelfError) -> Cursor {
        try client.checkProcess()
        let cursor = Cursor(client, path, terms, ListCursor(start: start, pageSize: pageSize, seed: client.hashSeed))
        try cursor.fetch()
        return cursor
    }

    private init(_ client: Client, _ path: String, _ terms: CallTerms, _ list: ListCursor) {
        self.client = client
        self.path = path
        self.terms = terms
        self.list = list
        kind = ListKind(path: path.bytes)
    }

    /// Items of the whole list, as the last page said that was looked at; nil before the first.
    package var total: Int? { list.total }

    /// The next item; nil at the end. Waits for its page if need be.
    package func next() throws(LabelfError) -> ListItem? {
        try client.checkMayBlock()
        while true {
            switch list.next() {
            case .item(let item):
                fetchAhead()
                return item
            case .wait:
                // Without a page, the last one ended with an error, and is asked for again.
                if let call = page { receive(call) }
                fetchAhead()
            case .end: return nil
            case .failed(let error): throw error
            }
        }
    }

    /// Nobody wants the rest.
    package func cancel() {
        page?.cancel()
    }

    /// An error is kept for when the items before it are given.
    private func fetchAhead() {
        do throws(LabelfError) {
            try fetch()
        } catch {
            list.failed(error)
        }
    }

    private func fetch() throws(LabelfError) {
        guard let request = list.fetch() else { return }
        let path = try ListWire.path(path, request)
        let call = try client.call(Request(method: .get, path: path, body: nil), terms)
        try client.submit(call)
        page = call
    }

    /// Takes the page that was asked for, when it is there.
    private func receive(_ call: Call) {
        page = nil
        guard case .answered(let answer)? = call.result(until: .distantFuture) else {
            return list.failed(LabelfError(.internal, "a page has no outcome"))
        }
        if let error = answer.error { return list.failed(error) }
        // The body lies in the answer.
        defer { withExtendedLifetime(answer) {} }
        do throws(WireError) {
            list.arrived(try ListWire.decode(answer.body, kind))
        } catch {
            list.failed(answer.misunderstood(error.message))
        }
    }
}

/// What is asked for alone.
extension Client {
    /// - Parameter id: at least 1.
    package func model(_ id: Int64, _ terms: CallTerms) throws(LabelfError) -> ListItem {
        guard id >= 1 else { throw LabelfError(.argument, "model must be at least 1") }
        return try item(ModelWire.path(id), terms, isModel: true)
    }

    /// - Parameter id: 1 to 256 bytes.
    package func dataset(_ id: [UInt8], _ terms: CallTerms) throws(LabelfError) -> ListItem {
        try item(ListWire.datasetPath(id), terms, isModel: false)
    }

    private func item(_ path: String, _ terms: CallTerms, isModel: Bool) throws(LabelfError) -> ListItem {
        let answer = try ask(Request(method: .get, path: path, body: nil), terms)
        defer { withExtendedLifetime(answer) {} }
        do throws(WireError) {
            return isModel ? try ModelWire.decode(answer.body) : try ListWire.decodeDataset(answer.body)
        } catch {
            throw answer.misunderstood(error.message)
        }
    }
}
