internal import CLabelf
internal import LabelfClient
internal import LabelfCore
internal import LabelfWire

/// What a C program wants compared, checked and converted.
struct SimilarityRequest {
    let base: Plan
    let compared: Plan
    let topN: Int
    let options: CallOptions

    /// - Parameter base, compared: borrowed as long as the plans are used.
    init(
        _ client: Client, _ base: (UnsafePointer<labelf_text>?, Int), _ compared: (UnsafePointer<labelf_text>?, Int),
        _ options: UnsafePointer<labelf_similarity_options>?
    ) throws(LabelfError) {
        guard base.0 != nil || base.1 == 0 else { throw LabelfError(.argument, "base is NULL") }
        guard compared.0 != nil || compared.1 == 0 else { throw LabelfError(.argument, "compared is NULL") }
        let options = try Self.known(options)
        try self.init(
            client, ClassifyRequest.texts(base.0, base.1), ClassifyRequest.texts(compared.0, compared.1), options)
    }

    /// What a document asks for; what it leaves out is as in the options.
    /// - Parameter document: to be kept as long as the plans are used.
    init(
        _ client: Client, _ document: SimilarityDocument, _ options: UnsafePointer<labelf_similarity_options>?
    ) throws(LabelfError) {
        var options = try Self.known(options)
        if document.topN > 0 { options.top_n = document.topN }
        try self.init(client, document.base.texts, document.compared.texts, options)
    }

    private init(
        _ client: Client, _ base: [Text], _ compared: [Text], _ options: labelf_similarity_options
    ) throws(LabelfError) {
        guard options.top_n >= 0 else { throw LabelfError(.argument, "top_n must be 0 or more") }
        topN = Int(options.top_n)
        self.options = try CallOptions(
            lane: options.lane, deadline: options.deadline_ms, callback: options.callback, userData: options.user_data,
            queue: options.queue)
        let limit = Int(client.configuration.maxTextCharacters)
        self.base = Plan(texts: base, maxCharacters: limit, seed: client.hashSeed)
        self.compared = Plan(texts: compared, maxCharacters: limit, seed: client.hashSeed)
    }

    static func known(
        _ options: UnsafePointer<labelf_similarity_options>?
    ) throws(LabelfError) -> labelf_similarity_options {
        var known = labelf_similarity_options()
        try readOptions(options, to: &known, reserved: { $0.reserved }, "LABELF_SIMILARITY_OPTIONS_INIT")
        return known
    }

    func call(_ client: Client, _ terms: CallTerms) throws(LabelfError) -> Call {
        try client.call(comparing: compared, with: base, topN: topN, terms)
    }
}
