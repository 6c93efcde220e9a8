import LabelfCore
import LabelfWire

/// A copy of some bytes that lives as long as the object.
final class Memory: ByteBuffer {
    let bytes: UnsafeRawBufferPointer

    init(_ source: some Collection<UInt8>) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 1)
        copy.copyBytes(from: source)
        bytes = UnsafeRawBufferPointer(copy)
    }

    deinit { bytes.deallocate() }
}

/// Decodes an answer to the given texts.
func decode(_ body: some Collection<UInt8>, texts strings: [String]) throws(WireError) -> Answer {
    let body = Memory(body)
    let texts = strings.map { Memory($0.utf8) }
    defer { withExtendedLifetime((body, texts)) {} }
    return try InferenceWire.decode(body.bytes, texts: texts.map { Text($0.bytes) })
}

func decode(_ body: String, texts: [String]) throws(WireError) -> Answer {
    try decode(Array(body.utf8), texts: texts)
}

/// What a body is refused with; nil if it is not.
func refusal(_ body: String, texts: [String]) -> String? {
    do {
        _ = try decode(body, texts: texts)
        return nil
    } catch {
        return error.message
    }
}

/// The text of an encoded request.
func encode(_ query: ClassifyQuery, texts strings: [String]) -> String? {
    let texts = strings.map { Memory($0.utf8) }
    defer { withExtendedLifetime(texts) {} }
    guard let body = InferenceWire.encode(query, texts: texts.map { Text($0.bytes) }) else { return nil }
    return String(validating: body.bytes, as: UTF8.self)
}

extension Answer {
    /// The predictions of a text, such as ["Delivery 0.9"].
    func predictions(_ text: Int) -> [String] {
        (offsets[text]..<offsets[text + 1]).map { index in
            "\(String(decoding: labels[Int(labelIndices[Int(index)])], as: UTF8.self)) \(confidences[Int(index)])"
        }
    }
}

/// The library's own source of random numbers, seeded: a test that fails can be repeated.
typealias SeededGenerator = Randomness
