// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfCore

/// `labelf_result`: a settled result, with its strings and errors at fixed addresses.
final class ResultHandle: ArrowRows {
    let result: ClassifyResult
    private let errors: [ErrorHandle]
    private let labels: [CString]
    let labelNames: UnsafeMutablePointer<UnsafePointer<CChar>?>
    let labelLengths: UnsafeMutablePointer<Int>

    init(_ result: ClassifyResult) {
        self.result = result
        errors = result.errors.map { ErrorHandle($0) }
        labels = result.labels.map { CString($0) }
        labelNames = .allocate(capacity: max(labels.count, 1))
        labelLengths = .allocate(capacity: max(labels.count, 1))
        for (index, label) in labels.enumerated() {
            labelNames[index] = UnsafePointer(label.pointer)
            labelLengths[index] = label.length
        }
    }

    deinit {
        for label in labels { label.free() }
        labelNames.deallocate()
        labelLengths.deallocate()
    }

    func error(of index: Int) -> ErrorHandle? {
        result.errorPlace(of: index).map { errors[$0] }
    }

    override var columns: labelf_columns { labelf_columns(self) }
    override func message(of index: Int) -> CString? { error(of: index)?.message }

    /// The place of a prediction in the columns; nil if there is none.
    func prediction(_ index: Int, _ rank: Int) -> Int? {
        guard index >= 0, index < result.texts, rank >= 0 else { return nil }
        let start = Int(result.offsets[index])
        return rank < Int(result.offsets[index + 1]) - start ? start + rank : nil
    }
}

private func handle(_ result: OpaquePointer?) -> ResultHandle? {
    result.map { Handle<ResultHandle>.object($0) }
}

@_cdecl("labelf_result_columns") @implementation
public func labelf_result_columns(
    _ result: OpaquePointer!, _ columns: UnsafeMutablePointer<labelf_columns>!, _ size: Int
) -> labelf_status {
    guard let handle = handle(result), let columns, size > 0 else { return LABELF_ERROR_ARGUMENT }
    copy(labelf_columns(handle), to: columns, size: size)
    return LABELF_OK
}

@_cdecl("labelf_result_count") @implementation
public func labelf_result_count(_ result: OpaquePointer!) -> Int {
    handle(result)?.result.texts ?? 0
}

@_cdecl("labelf_result_status") @implementation
public func labelf_result_status(_ result: OpaquePointer!, _ index: Int) -> labelf_status {
    guard let result = handle(result)?.result, index >= 0, index < result.texts else { return LABELF_ERROR_ARGUMENT }
    return (Status(rawValue: result.statuses[index]) ?? .internal).c
}

@_cdecl("labelf_result_text_index") @implementation
public func labelf_result_text_index(_ result: OpaquePointer!, _ index: Int) -> Int {
    // SIZE_MAX, as C sees it.
    guard let result = handle(result)?.result, index >= 0, index < result.texts else { return -1 }
    return result.textIndices.map { Int($0[index]) } ?? index
}

@_cdecl("labelf_result_error") @implementation
public func labelf_result_error(_ result: OpaquePointer!, _ index: Int) -> OpaquePointer! {
    handle(result)?.error(of: index).map { Handle.borrow($0) }
}

@_cdecl("labelf_result_predictions") @implementation
public func labelf_result_predictions(_ result: OpaquePointer!, _ index: Int) -> Int {
    guard let result = handle(result)?.result, index >= 0, index < result.texts else { return 0 }
    return Int(result.offsets[index + 1] - result.offsets[index])
}

@_cdecl("labelf_result_label") @implementation
public func labelf_result_label(_ result: OpaquePointer!, _ index: Int, _ rank: Int) -> UnsafePointer<CChar>! {
    guard let handle = handle(result), let place = handle.prediction(index, rank) else { return nil }
    return handle.labelNames[Int(handle.result.labelIndices[place])]
}

@_cdecl("labelf_result_confidence") @implementation
public func labelf_result_confidence(_ result: OpaquePointer!, _ index: Int, _ rank: Int) -> Double {
    guard let handle = handle(result), let place = handle.prediction(index, rank) else { return -1 }
    return handle.result.confidences[place]
}

@_cdecl("labelf_result_free") @implementation
public func labelf_result_free(_ result: OpaquePointer!) {
    if let result { _ = Handle<ResultHandle>.take(result) }
}

extension labelf_columns {
    fileprivate init(_ handle: ResultHandle) {
        let result = handle.result
        self.init(
            texts: result.texts, predictions: result.predictions, labels: result.labels.count,
            statuses: UnsafePointer(result.statuses), offsets: UnsafePointer(result.offsets),
            label_indices: UnsafePointer(result.labelIndices), confidences: UnsafePointer(result.confidences),
            label_names: UnsafePointer(handle.labelNames), label_lengths: UnsafePointer(handle.labelLengths),
            text_indices: UnsafePointer(result.textIndices))
    }
}
