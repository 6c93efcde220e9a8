// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfCore
internal import LabelfWire

/// `labelf_matches`: a comparison's settled result, with its errors at fixed addresses.
final class MatchesHandle: ArrowRows {
    let result: SimilarityResult
    private let errors: [ErrorHandle]

    init(_ result: SimilarityResult) {
        self.result = result
        errors = result.errors.map { ErrorHandle($0) }
    }

    func error(at place: Int?) -> OpaquePointer? {
        place.map { Handle.borrow(errors[$0]) }
    }

    override var names: ArrowNames { .matches }
    override var columns: labelf_columns {
        labelf_columns(
            texts: result.texts, predictions: result.count, labels: 0, statuses: UnsafePointer(result.statuses),
            offsets: UnsafePointer(result.offsets), label_indices: UnsafePointer(result.bases),
            confidences: UnsafePointer(result.similarities), label_names: nil, label_lengths: nil,
            text_indices: nil)
    }
    override func message(of index: Int) -> CString? {
        result.errorPlace(of: index).map { errors[$0].message }
    }

    func json(
        _ baseIDs: UnsafePointer<UnsafePointer<CChar>?>?, _ comparedIDs: UnsafePointer<UnsafePointer<CChar>?>?,
        _ length: UnsafeMutablePointer<Int>?
    ) -> UnsafeMutablePointer<CChar>? {
        guard let bases = Self.ids(baseIDs, result.baseTexts), let texts = Self.ids(comparedIDs, result.texts) else {
            return nil
        }
        let text = CString(SimilarityJSON.encode(result, baseIDs: bases, comparedIDs: texts))
        length?.pointee = text.length
        return text.pointer
    }

    /// None for NULL; nil if one is NULL or not UTF-8.
    private static func ids(_ ids: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int) -> [[UInt8]]? {
        guard let ids else { return [] }
        var converted: [[UInt8]] = []
        for index in 0..<count {
            guard let id = ids[index].flatMap({ string($0) }) else { return nil }
            converted.append(id.bytes)
        }
        return converted
    }
}

private func handle(_ matches: OpaquePointer?) -> MatchesHandle? {
    matches.map { Handle<MatchesHandle>.object($0) }
}

@_cdecl("labelf_matches_columns") @implementation
public func labelf_matches_columns(
    _ matches: OpaquePointer!, _ columns: UnsafeMutablePointer<labelf_match_columns>!, _ size: Int
) -> labelf_status {
    guard let result = handle(matches)?.result, let columns, size > 0 else { return LABELF_ERROR_ARGUMENT }
    copy(labelf_match_columns(result), to: columns, size: size)
    return LABELF_OK
}

@_cdecl("labelf_matches_error") @implementation
public func labelf_matches_error(_ matches: OpaquePointer!, _ index: Int) -> OpaquePointer! {
    guard let handle = handle(matches) else { return nil }
    return handle.error(at: handle.result.errorPlace(of: index))
}

@_cdecl("labelf_matches_base_error") @implementation
public func labelf_matches_base_error(_ matches: OpaquePointer!, _ index: Int) -> OpaquePointer! {
    guard let handle = handle(matches) else { return nil }
    return handle.error(at: handle.result.baseErrorPlace(of: index))
}

@_cdecl("labelf_matches_json") @implementation
public func labelf_matches_json(
    _ matches: OpaquePointer!, _ base_ids: UnsafePointer<UnsafePointer<CChar>?>!,
    _ compared_ids: UnsafePointer<UnsafePointer<CChar>?>!, _ length: UnsafeMutablePointer<Int>!
) -> UnsafeMutablePointer<CChar>! {
    length?.pointee = 0
    return handle(matches)?.json(base_ids, compared_ids, length)
}

@_cdecl("labelf_matches_free") @implementation
public func labelf_matches_free(_ matches: OpaquePointer!) {
    if let matches { _ = Handle<MatchesHandle>.take(matches) }
}

extension labelf_match_columns {
    fileprivate init(_ result: SimilarityResult) {
        self.init(
            texts: result.texts, base_texts: result.baseTexts, matches: result.count,
            statuses: UnsafePointer(result.statuses), base_statuses: UnsafePointer(result.baseStatuses),
            offsets: UnsafePointer(result.offsets), base_indices: UnsafePointer(result.bases),
            similarities: UnsafePointer(result.similarities))
    }
}
