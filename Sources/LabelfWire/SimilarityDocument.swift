import CJansson
import LabelfCore

/// A comparison as a person would post it by hand:
///
///     {"base_texts":{"b7":"Where is my parcel?"},"compare_to_texts":{"c1":"Is it under way?"},"top_n":3}
///
/// Its texts lie in memory that goes with this object.
package final class SimilarityDocument {
    /// The texts of a side by their ids, in the document's order.
    package struct Side {
        package fileprivate(set) var texts: [Text] = []
        /// UTF-8.
        package fileprivate(set) var ids: [[UInt8]] = []
    }

    package let base: Side
    package let compared: Side
    /// 0 if it is left out.
    package let topN: Int32
    private let root: JSON

    /// Parses a document. A field that is not named above is an error, unless it is null. Throws as `ClassifyDocument.parse`, and
    /// is no initialiser for the same reason.
    package static func parse(_ document: UnsafeRawBufferPointer) throws(LabelfError) -> SimilarityDocument {
        let root = try ClassifyDocument.root(of: document)
        do throws(LabelfError) {
            let (base, compared) = (try side("base_texts", of: root), try side("compare_to_texts", of: root))
            try ClassifyDocument.checkMembers(of: root, ["base_texts", "compare_to_texts", "top_n"])
            return SimilarityDocument(
                root, base: base, compared: compared,
                topN: try ClassifyDocument.positive("top_n", of: root))
        } catch {
            json_decref(root)
            throw error
        }
    }

    private init(_ root: JSON, base: Side, compared: Side, topN: Int32) {
        (self.root, self.base, self.compared, self.topN) = (root, base, compared, topN)
    }

    deinit { json_decref(root) }

    private static func side(_ key: StaticString, of root: JSON) throws(LabelfError) -> Side {
        guard let object = JSONTree.member(key, of: root), object.pointee.type == JSON_OBJECT else {
            throw ClassifyDocument.fault("has no \(key) that is an object of strings, by id: {\"1\":\"...\"}")
        }
        var side = Side()
        var next = json_object_iter(object)
        while let item = next {
            guard let id = json_object_iter_key(item), let text = json_object_iter_value(item).flatMap(JSONTree.bytes)
            else { throw ClassifyDocument.fault("has something else than strings in \(key)") }
            let bytes = UnsafeRawBufferPointer(start: id, count: json_object_iter_key_len(item))
            side.ids.append([UInt8](bytes))
            side.texts.append(Text(text))
            next = json_object_iter_next(object, item)
        }
        guard !side.texts.isEmpty else { throw ClassifyDocument.fault("has no text in \(key)") }
        return side
    }
}
