internal import CLabelf
internal import LabelfClient
internal import LabelfCore
internal import LabelfWire

/// What a C program asks to be classified, checked and converted.
struct ClassifyRequest {
    let query: ClassifyQuery
    let plan: Plan
    let options: CallOptions

    /// - Parameter texts: borrowed as long as the plan is used.
    init(
        _ client: Client, model: Int64, _ texts: UnsafePointer<labelf_text>?, _ count: Int,
        _ options: UnsafePointer<labelf_classify_options>?
    ) throws(LabelfError) {
        guard texts != nil || count == 0 else { throw LabelfError(.argument, "texts is NULL") }
        let options = try ClassifyRequest.known(options)
        try self.init(
            client, model: model, ClassifyRequest.texts(texts, count), options, labels: ClassifyRequest.labels(options))
    }

    /// What a document asks for; what it leaves out is as in the options.
    /// - Parameter document: to be kept as long as the plan is used.
    init(
        _ client: Client, model: Int64, _ document: ClassifyDocument, _ options: UnsafePointer<labelf_classify_options>?
    ) throws(LabelfError) {
        var options = try ClassifyRequest.known(options)
        if document.maxPredictions > 0 { options.max_predictions = document.maxPredictions }
        let labels = try document.labelFilter.isEmpty ? ClassifyRequest.labels(options) : document.labelFilter
        try self.init(client, model: model, document.texts, options, labels: labels)
    }

    private init(
        _ client: Client, model: Int64, _ texts: [Text], _ options: labelf_classify_options, labels: [[UInt8]]
    ) throws(LabelfError) {
        guard model >= 1 else { throw LabelfError(.argument, "model must be at least 1") }
        guard options.max_predictions >= 0, options.max_predictions <= 1_000 else {
            throw LabelfError(.argument, "max_predictions must be 0 to 1000")
        }
        query = ClassifyQuery(model: model, maxPredictions: options.max_predictions, labelFilter: labels)
        self.options = try CallOptions(
            lane: options.lane, deadline: options.deadline_ms, callback: options.callback, userData: options.user_data,
            queue: options.queue)
        plan = Plan(
            texts: texts, maxCharacters: Int(client.configuration.maxTextCharacters), seed: client.hashSeed)
    }

    /// The options as far as the program knows them; defaults for the rest.
    static func known(
        _ options: UnsafePointer<labelf_classify_options>?
    ) throws(LabelfError) -> labelf_classify_options {
        var known = labelf_classify_options()
        try readOptions(options, to: &known, reserved: { $0.reserved }, "LABELF_CLASSIFY_OPTIONS_INIT")
        return known
    }

    private static func labels(_ options: labelf_classify_options) throws(LabelfError) -> [[UInt8]] {
        guard let filter = options.label_filter else {
            if options.label_filter_count == 0 { return [] }
            throw LabelfError(.argument, "label_filter is NULL, but label_filter_count is not 0")
        }
        guard (0...1_000).contains(options.label_filter_count) else {
            throw LabelfError(.argument, "label_filter_count is over 1000")
        }
        var labels: [[UInt8]] = []
        for index in 0..<options.label_filter_count {
            guard let pointer = filter[index], let label = string(pointer) else {
                throw LabelfError(.argument, "label_filter[\(index)] is NULL or not UTF-8")
            }
            labels.append(label.bytes)
        }
        return labels
    }

    /// The texts as they are handed in, borrowed; none if they are NULL.
    static func texts(_ texts: UnsafePointer<labelf_text>?, _ count: Int) throws(LabelfError) -> [Text] {
        // A plan keeps 32-bit places; a count beyond them is a mistake anyway, such as a negative number.
        guard count >= 0, count <= 2_000_000_000 else {
            throw LabelfError(.argument, "count is over 2000000000")
        }
        guard let texts else { return [] }
        guard MemoryProbe.hasRoom(forTexts: count) else {
            throw LabelfError(.memory, "there is no memory for \(count) texts")
        }
        var converted: [Text] = []
        converted.reserveCapacity(count)
        for index in 0..<count {
            let text = texts[index]
            guard text.length == 0 || text.data != nil, text.length >= 0 else {
                throw LabelfError(.argument, "texts[\(index)].data is NULL, or its length absurd")
            }
            converted.append(Text(UnsafeRawBufferPointer(start: text.data, count: text.length)))
        }
        return converted
    }
}
