import CCommand
import CLabelf

/// A comparison of all rows of one input with all of another.
final class SimilarityCall {
    private let service: Service
    private let call: OpaquePointer

    /// Begins it. The texts are copied.
    init(base: RowTable, compared: RowTable, top: Int32, _ service: Service) throws(CommandFailure) {
        self.service = service
        var call: OpaquePointer?
        var error: OpaquePointer?
        let status = withTexts(of: base) { base in
            withTexts(of: compared) { compared in
                var options = labelf_similarity_options()
                options.size = MemoryLayout<labelf_similarity_options>.size
                options.top_n = top
                options.lane = Int32(LABELF_LANE_BULK.rawValue)
                options.queue = service.queue
                return labelf_similarity_start(
                    service.client, base, base.count, compared, compared.count, &options, &call, &error)
            }
        }
        guard status == LABELF_OK, let call else { throw ServiceError.take(error).failure }
        self.call = call
    }

    deinit { labelf_call_free(call) }

    /// Waits for all of it. Ctrl-C ends it.
    func wait() throws(CommandFailure) -> SimilarityAnswers {
        let signals = command_catch_signals()
        while true {
            var matches: OpaquePointer?
            var error: OpaquePointer?
            if labelf_similarity_wait(call, 0, &matches, &error) != LABELF_PENDING {
                let failure = ServiceError.take(error)
                guard let matches else { throw failure.failure }
                return SimilarityAnswers(matches)
            }
            var entries = [
                pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
                service.completion,
            ]
            poll(&entries, 2, -1)
            service.clearCompletions()
            if entries[0].revents != 0 { throw CommandFailure(.interrupted, "interrupted; nothing was written") }
        }
    }
}

/// The texts of those rows that have one, for as long as `body` runs.
private func withTexts<Result>(of table: RowTable, _ body: ([labelf_text]) -> Result) -> Result {
    table.bytes.withUnsafeBytes { bytes in
        let start = bytes.bindMemory(to: CChar.self).baseAddress
        return body(
            table.good.map { row in
                let text = table.rows[row].text
                return labelf_text(data: start.map { $0 + text.lowerBound }, length: text.count)
            })
    }
}

/// What came of a comparison, in the library's columns.
final class SimilarityAnswers {
    private let matches: OpaquePointer
    let columns: labelf_match_columns

    fileprivate init(_ matches: OpaquePointer) {
        self.matches = matches
        var columns = labelf_match_columns()
        labelf_matches_columns(matches, &columns, MemoryLayout<labelf_match_columns>.size)
        self.columns = columns
    }

    deinit { labelf_matches_free(matches) }

    /// The error of a compared text; nil if it has none.
    func error(of text: Int) -> ServiceError? { labelf_matches_error(matches, text).map { ServiceError($0) } }

    /// The error of a base text; nil if it has none.
    func baseError(of text: Int) -> ServiceError? {
        labelf_matches_base_error(matches, text).map { ServiceError($0) }
    }
}
