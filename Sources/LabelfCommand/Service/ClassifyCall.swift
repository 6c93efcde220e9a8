import CLabelf

/// One chunk on its way.
final class ClassifyCall {
    let chunk: Chunk
    /// The run's pauses before it.
    let round: Int
    private let call: OpaquePointer

    /// Asks about those rows of the chunk that have a text. They are copied.
    init(_ chunk: Chunk, _ classifyOptions: ClassifyOptions, _ service: Service, round: Int) throws(CommandFailure) {
        self.chunk = chunk
        self.round = round
        var call: OpaquePointer?
        var error: OpaquePointer?
        let status = chunk.bytes.withUnsafeBytes { bytes in
            let start = bytes.bindMemory(to: CChar.self).baseAddress
            let texts = chunk.rows.filter { $0.problem == nil }.map { row in
                labelf_text(data: start.map { $0 + row.text.lowerBound }, length: row.text.count)
            }
            return withCStrings(classifyOptions.labels) { labels in
                var options = labelf_classify_options()
                options.size = MemoryLayout<labelf_classify_options>.size
                options.max_predictions = classifyOptions.maxPredictions
                options.lane = Int32(LABELF_LANE_BULK.rawValue)
                options.label_filter = labels.baseAddress
                options.label_filter_count = labels.count
                options.queue = service.queue
                return labelf_classify_start(
                    service.client, classifyOptions.model, texts, texts.count, &options, &call, &error)
            }
        }
        guard status == LABELF_OK, let call else { throw ServiceError.take(error).failure }
        self.call = call
    }

    deinit { labelf_call_free(call) }

    func cancel() { labelf_call_cancel(call) }

    /// The answers; nil as long as they are not all there.
    func result() throws(CommandFailure) -> ClassifyAnswers? {
        var result: OpaquePointer?
        var error: OpaquePointer?
        let status = labelf_classify_wait(call, 0, &result, &error)
        if status == LABELF_PENDING { return nil }
        let failure = ServiceError.take(error).failure
        guard let result else { throw failure }
        return ClassifyAnswers(result)
    }
}

/// The answers to a call's texts, in the library's columns.
final class ClassifyAnswers {
    private let result: OpaquePointer
    let columns: labelf_columns

    fileprivate init(_ result: OpaquePointer) {
        self.result = result
        var columns = labelf_columns()
        labelf_result_columns(result, &columns, MemoryLayout<labelf_columns>.size)
        self.columns = columns
    }

    deinit { labelf_result_free(result) }

    /// The error of a text; nil if it has an answer.
    func error(of text: Int) -> ServiceError? {
        labelf_result_error(result, text).map { ServiceError($0) }
    }

    func labels(_ format: any RowFormat) -> LabelTable {
        LabelTable(
            (0..<columns.labels).map {
                UnsafeRawBufferPointer(start: columns.label_names[$0], count: columns.label_lengths[$0])
            }, format: format)
    }

    /// The predictions of a text that has an answer. They live as long as this.
    func predictions(of text: Int, labels: LabelTable) -> Predictions {
        let start = Int(columns.offsets[text])
        let count = Int(columns.offsets[text + 1]) - start
        return Predictions(
            labels: labels, indices: UnsafeBufferPointer(start: columns.label_indices + start, count: count),
            confidences: UnsafeBufferPointer(start: columns.confidences + start, count: count))
    }
}

/// Strings as C has them, for as long as `body` runs; no strings have no address.
func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    if strings.isEmpty { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    let copies = strings.map { string in
        let bytes = Array(string.utf8CString)
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        copy.initialize(from: bytes, count: bytes.count)
        return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    return copies.map { UnsafePointer<CChar>?($0) }.withUnsafeBufferPointer(body)
}
