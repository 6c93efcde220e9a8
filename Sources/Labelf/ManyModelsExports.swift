// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfClient
internal import LabelfCore

@_cdecl("labelf_classify_models") @implementation
public func labelf_classify_models(
    _ client: OpaquePointer!, _ models: UnsafePointer<Int64>!, _ model_count: Int,
    _ texts: UnsafePointer<labelf_text>!, _ count: Int, _ options: UnsafePointer<labelf_classify_options>!,
    _ results: UnsafeMutablePointer<OpaquePointer?>!, _ error: UnsafeMutablePointer<OpaquePointer?>!
) -> labelf_status {
    error?.pointee = nil
    guard model_count >= 1, model_count <= 1_000 else { return badArgument("model_count must be 1 to 1000", error) }
    // Before all else: the caller frees each of them, whatever comes of the call.
    if let results { for index in 0..<model_count { results[index] = nil } }
    guard let client, let models, let results else { return badArgument("client, models or results is NULL", error) }
    let ids = [Int64](UnsafeBufferPointer(start: models, count: model_count))
    return classify(Handle<Client>.object(client), ids, texts, count, options, results, error)
}

private func classify(
    _ client: Client, _ models: [Int64], _ texts: UnsafePointer<labelf_text>?, _ count: Int,
    _ options: UnsafePointer<labelf_classify_options>?, _ results: UnsafeMutablePointer<OpaquePointer?>,
    _ target: ErrorTarget
) -> labelf_status {
    do throws(LabelfError) {
        let least = models.reduce(.max) { min($0, $1) }
        let request = try ClassifyRequest(client, model: least, texts, count, options)
        let settled = try client.classify(with: models, request.query, request.plan, request.options.blocking)
        for (index, result) in settled.enumerated() { results[index] = Handle.make(ResultHandle(result)) }
        return status(of: settled, target)
    } catch {
        return report(error, target)
    }
}

/// As of one result with the texts of all: the first error if there is no answer at all.
private func status(of results: [ClassifyResult], _ target: ErrorTarget) -> labelf_status {
    var failed = 0
    var isPartial = false
    for result in results {
        isPartial = isPartial || result.status == .partial
        failed += result.status == .ok ? 0 : 1
    }
    if failed == 0 { return LABELF_OK }
    if !isPartial, failed == results.count, let error = results.first?.firstError { return report(error, target) }
    return LABELF_PARTIAL
}
