import CJansson
import LabelfCore

/// How one shape of answer spells a prediction.
protocol PredictionShape {
    /// The key of the confidence.
    static var number: StaticString { get }
    /// Where a prediction stands in the body, for a message.
    static func place(text: Int, rank: Int) -> String
}

/// Collects the predictions of one answer in columns, text by text.
struct AnswerBuilder {
    private(set) var answer = Answer()
    private var labels = LabelInterner()

    init(texts: Int) {
        answer.offsets.reserveCapacity(texts &+ 1)
    }

    /// Appends the predictions of the next text, best first: in the order of the service, unless that is not
    /// descending. `list` is an array.
    mutating func append<Shape: PredictionShape>(
        _ list: JSON, as shape: Shape.Type, text: Int
    ) throws(WireError) {
        let count = json_array_size(list)
        let start = answer.confidences.count
        var last = Double.infinity
        var descends = true
        for rank in 0..<count {
            guard let item = json_array_get(list, rank), item.pointee.type == JSON_OBJECT else {
                throw WireError("\(Shape.place(text: text, rank: rank)) is not an object")
            }
            guard let name = JSONTree.member("label", of: item).flatMap(JSONTree.bytes) else {
                throw Self.fault(in: item, "label", "a string", at: Shape.place(text: text, rank: rank))
            }
            guard let confidence = JSONTree.member(Shape.number, of: item).flatMap(JSONTree.number) else {
                throw Self.fault(in: item, Shape.number, "a number", at: Shape.place(text: text, rank: rank))
            }
            if confidence > last { descends = false }
            last = confidence
            answer.labelIndices.append(labels.index(of: name, in: &answer.labels))
            answer.confidences.append(confidence)
        }
        guard let end = Int32(exactly: answer.confidences.count) else {
            throw WireError("the answer has more than 2147483647 predictions")
        }
        answer.offsets.append(end)
        if !descends { sort(from: start) }
    }

    private static func fault(
        in item: JSON, _ key: StaticString, _ kind: StaticString, at place: String
    ) -> WireError {
        let state = JSONTree.member(key, of: item) == nil ? "is missing" : "is not \(kind)"
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

/// Gives each different label of one answer an index. The labels that it remembers lie in the tree they were read from.
struct LabelInterner {
    /// With so few labels, comparing lengths one after the other is faster than hashing.
    private static let scanned = 16

    private var views: [UnsafeRawBufferPointer] = []
    /// From the 17th label on: a model may have many, and a hostile answer any number.
    private var table: [Text: Int32] = [:]

    /// The index of a label in `labels`, to which it is added if it is new.
    mutating func index(of label: UnsafeRawBufferPointer, in labels: inout [[UInt8]]) -> Int32 {
        for (index, view) in views.enumerated() where view.sameBytes(as: label) {
            return Int32(truncatingIfNeeded: index)
        }
        if views.count == Self.scanned, let index = table[Text(label)] { return index }
        let index = Int32(truncatingIfNeeded: labels.count)
        labels.append([UInt8](label))
        if views.count < Self.scanned {
            views.append(label)
        } else {
            table[Text(label)] = index
        }
        return index
    }
}
