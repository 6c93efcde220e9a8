import CJansson
import LabelfCore

/// How one shape of answer spells a prediction.
protocol PredictionShape {
    /// The key of the confidence.
    static var number: StaticString { get }
    /// Where a prediction stands in the body, for a message.
    static func place(text: Int, rank: Int) -> Message
}

/// Collects the predictions of one answer in columns, text by text.
struct AnswerBuilder {
    private(set) var answer = Answer()
    private var labels = LabelInterner()

    init(texts: Int) {
        answer.offsets.reserveCapacity(texts &+ 1)
        answer.labelIndices.reserveCapacity(8 &* texts)
        answer.confidences.reserveCapacity(8 &* texts)
    }

    /// Appends a prediction to those of the text that was not ended yet. The label's bytes are copied if it is new.
    mutating func append(_ label: UnsafeRawBufferPointer, _ confidence: Double) {
        answer.labelIndices.append(labels.index(of: label, in: &answer.labels))
        answer.confidences.append(confidence)
    }

    /// Ends a text's predictions: they are best first, in the order of the service unless that is not descending. False
    /// if the answer has more predictions than can be counted.
    mutating func endText() -> Bool {
        let start = Int(answer.offsets[answer.texts])
        guard let end = Int32(exactly: answer.confidences.count) else { return false }
        answer.offsets.append(end)
        var index = start &+ 1
        while index < Int(end), answer.confidences[index] <= answer.confidences[index &- 1] { index &+= 1 }
        if index < Int(end) { sort(from: start) }
        return true
    }

    /// Appends the predictions of the next text. `list` is an array.
    mutating func append<Shape: PredictionShape>(
        _ list: JSON, as shape: Shape.Type, text: Int
    ) throws(WireError) {
        for rank in 0..<json_array_size(list) {
            guard let item = json_array_get(list, rank), item.pointee.type == JSON_OBJECT else {
                throw WireError("\(Shape.place(text: text, rank: rank)) is not an object")
            }
            guard let name = JSONTree.member("label", of: item).flatMap(JSONTree.bytes) else {
                throw Self.fault(in: item, "label", "a string", at: Shape.place(text: text, rank: rank))
            }
            guard let confidence = JSONTree.member(Shape.number, of: item).flatMap(JSONTree.number) else {
                throw Self.fault(in: item, Shape.number, "a number", at: Shape.place(text: text, rank: rank))
            }
            append(name, confidence)
        }
        guard endText() else { throw WireError("the answer has more than 2147483647 predictions") }
    }

    private static func fault(
        in item: JSON, _ key: StaticString, _ kind: StaticString, at place: Message
    ) -> WireError {
        let state: Message = JSONTree.member(key, of: item) == nil ? "is missing" : "is not \(kind)"
        return WireError("\(place).\(key) \(state)")
    }

    /// Sorts the predictions from `start` on by falling confidence; equal ones stay in the order of the service.
    private mutating func sort(from start: Int) {
        let end = answer.confidences.count
        var order: [(confidence: Double, label: Int32, rank: Int)] = []
        order.reserveCapacity(end - start)
        for index in start..<end {
            order.append((answer.confidences[index], answer.labelIndices[index], index))
        }
        // The rank makes it stable, which the standard library's sort does not promise.
        order.sort { left, right in
            left.confidence > right.confidence || (left.confidence == right.confidence && left.rank < right.rank)
        }
        for (position, prediction) in order.enumerated() {
            answer.confidences[start + position] = prediction.confidence
            answer.labelIndices[start + position] = prediction.label
        }
    }
}
