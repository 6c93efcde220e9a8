import CJansson
import LabelfCore

/// `POST /similarity` (API document, "Endpoints"). Texts are sent under ids of our own, which are their places in the
/// request; the caller's never travel.
///
///     {"base_texts":{"0":"Where is my parcel?"},"compare_to_texts":{"0":"Is it under way?"},"top_n":3}
///     {"0":[{"id":"0","similarity":0.83}]}
package enum SimilarityWire {
    /// Below the base URL.
    package static let path = "/similarity"

    /// How far from 0 to 1 a similarity may be and still be taken for 0 or 1: rounding, not another meaning.
    private static let tolerance = 1e-6

    /// The body of a request. The texts must be UTF-8. `topN` is left out if it is 0. Nil if memory is short.
    package static func encode(base: [Text], compared: [Text], topN: Int) -> JSONBody? {
        guard let root = json_object() else { return nil }
        defer { json_decref(root) }
        var guess = 96
        guard append(base, to: root, "base_texts", &guess), append(compared, to: root, "compare_to_texts", &guess)
        else {
            return nil
        }
        if topN > 0, !JSONTree.set("top_n", of: root, to: json_integer(json_int_t(topN))) { return nil }
        return JSONBody.dump(root, expecting: guess)
    }

    private static func append(_ texts: [Text], to root: JSON, _ key: StaticString, _ guess: inout Int) -> Bool {
        guard let object = json_object(), JSONTree.set(key, of: root, to: object) else { return false }
        for (place, text) in texts.enumerated() {
            let value = JSONTree.string(text.bytes)
            guard withID(place, { json_object_set_new_nocheck(object, $0, value) }) == 0 else { return false }
            guess = guess &+ text.count &+ text.count / 8 &+ 16
        }
        return true
    }

    /// Reads the body of a 200. The answer must have each compared text once and nothing else, and for each at least as
    /// many base texts as were asked for, none twice; more are taken too. Throws if it is not so.
    package static func decode(
        _ body: UnsafeRawBufferPointer, base: Int, compared: Int, topN: Int
    ) throws(WireError) -> SimilarityAnswer {
        let root = try JSONTree.parse(body)
        defer { json_decref(root) }
        guard root.pointee.type == JSON_OBJECT else { throw WireError("the answer is not an object") }
        let fewest = topN > 0 ? min(topN, base) : base
        var answer = SimilarityAnswer()
        answer.bases.reserveCapacity(fewest * compared)
        answer.similarities.reserveCapacity(fewest * compared)
        // For each base text the compared text that had it last.
        var last = [Int](repeating: -1, count: base)
        for place in 0..<compared {
            guard let list = withID(place, { json_object_get(root, $0) }) else {
                throw WireError("the answer has nothing for compared text \(place)")
            }
            guard list.pointee.type == JSON_ARRAY else { throw WireError("compared text \(place) is not an array") }
            for rank in 0..<json_array_size(list) {
                let match = try match(list, at: rank, of: place, base: base)
                guard last[match.base] != place else {
                    throw WireError("[\(place)][\(rank)].id is there twice")
                }
                last[match.base] = place
                answer.bases.append(Int32(truncatingIfNeeded: match.base))
                answer.similarities.append(match.similarity)
            }
            let count = answer.bases.count - Int(answer.offsets[place])
            guard count >= fewest else {
                throw WireError("compared text \(place) has \(count) matches, and \(fewest) were asked for")
            }
            answer.offsets.append(Int32(truncatingIfNeeded: answer.bases.count))
        }
        guard json_object_size(root) == compared else {
            throw WireError("the answer has \(Int(json_object_size(root))) entries for \(compared) compared texts")
        }
        return answer
    }

    private static func match(
        _ list: JSON, at rank: Int, of place: Int, base: Int
    ) throws(WireError) -> (base: Int, similarity: Double) {
        func error(_ fault: StaticString) -> WireError { WireError("[\(place)][\(rank)]\(fault)") }
        guard let item = json_array_get(list, rank), item.pointee.type == JSON_OBJECT else {
            throw error(" is not an object")
        }
        guard let id = JSONTree.member("id", of: item) else { throw error(".id is missing") }
        guard let number = JSONTree.bytes(id).flatMap(place(of:)), number < base else {
            throw error(".id is none that was sent")
        }
        guard let member = JSONTree.member("similarity", of: item) else { throw error(".similarity is missing") }
        guard let similarity = JSONTree.number(member) else { throw error(".similarity is not a number") }
        guard similarity >= -tolerance, similarity <= 1 + tolerance else {
            throw error(".similarity is not from 0 to 1")
        }
        return (number, min(max(similarity, 0), 1))
    }

    /// The place that an id stands for, as `withID` writes it.
    private static func place(of id: UnsafeRawBufferPointer) -> Int? {
        guard (1...9).contains(id.count), id.count == 1 || id[0] != UInt8(ascii: "0") else { return nil }
        var number = 0
        for byte in id {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }

    /// The id of a place: its decimal digits.
    private static func withID<Result>(_ place: Int, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 24) { buffer in
            var start = 23
            var rest = UInt(bitPattern: place)
            buffer[start] = 0
            repeat {
                start -= 1
                buffer[start] = CChar(truncatingIfNeeded: UInt(48) + rest % 10)
                rest /= 10
            } while rest > 0
            guard let base = buffer.baseAddress else { return body("") }
            return body(UnsafePointer(base + start))
        }
    }
}
