import CJansson
import LabelfCore

/// A request as a person would post it by hand:
///
///     {"texts":["Where is my parcel?"],"max_predictions":3,"label_filter":["Delivery","Billing"]}
///
/// Its texts lie in memory that goes with this object.
package final class ClassifyDocument {
    package let texts: [Text]
    /// 0 if it is left out.
    package let maxPredictions: Int32
    /// Empty if it is left out.
    package let labelFilter: [[UInt8]]
    private let root: JSON

    /// Parses a document. A field that is not named above is an error, unless it is null: what was asked for is never left out in
    /// silence, and a later release may give it a meaning. Throws `.argument`, with what is wrong
    /// and how to put it right (API document, "Common scenarios"); the error quotes nothing. What is wrong with one text
    /// alone, such as that it is empty, is that text's own error later.
    ///
    /// Not an initialiser: Embedded Swift loses the memory of an object whose initialiser throws.
    package static func parse(_ document: UnsafeRawBufferPointer) throws(LabelfError) -> ClassifyDocument {
        let root = try root(of: document)
        do {
            let texts = try texts(root)
            try checkMembers(of: root, ["texts", "max_predictions", "label_filter"])
            return ClassifyDocument(
                root, texts: texts, maxPredictions: try positive("max_predictions", of: root),
                labelFilter: try labelFilter(root))
        } catch {
            json_decref(root)
            throw error
        }
    }

    private init(_ root: JSON, texts: [Text], maxPredictions: Int32, labelFilter: [[UInt8]]) {
        self.root = root
        self.texts = texts
        self.maxPredictions = maxPredictions
        self.labelFilter = labelFilter
    }

    deinit { json_decref(root) }

    private static func texts(_ root: JSON) throws(LabelfError) -> [Text] {
        guard root.pointee.type == JSON_OBJECT else {
            throw fault("is not an object; write it like {\"texts\": [\"one\", \"two\"]}")
        }
        guard let list = JSONTree.member("texts", of: root) else {
            throw fault("has no texts; send an array of strings, even for one text")
        }
        guard list.pointee.type == JSON_ARRAY else {
            throw fault("has texts that are not an array; send an array of strings, even for one text")
        }
        let count = json_array_size(list)
        guard count > 0 else { throw fault("has no text in texts; send at least one text that is not empty") }
        guard count <= Int(Int32.max) else { throw fault("has more than 2147483647 texts") }
        var texts: [Text] = []
        texts.reserveCapacity(count)
        for index in 0..<count {
            guard let bytes = json_array_get(list, index).flatMap(JSONTree.bytes) else {
                throw fault("has something else than a string in texts[\(index)]; send an array of strings")
            }
            texts.append(Text(bytes))
        }
        return texts
    }

    /// The tree of a document, for the caller to release with `json_decref`.
    static func root(of document: UnsafeRawBufferPointer) throws(LabelfError) -> JSON {
        do {
            return try JSONTree.parse(document)
        } catch {
            throw fault("cannot be read: \(error.message)")
        }
    }

    /// How many are wanted; 0 if that is left out.
    static func positive(_ key: StaticString, of root: JSON) throws(LabelfError) -> Int32 {
        guard let member = JSONTree.member(key, of: root), member.pointee.type != JSON_NULL else {
            return 0
        }
        guard let number = JSONTree.whole(member).flatMap({ Int32(exactly: $0) }), number > 0 else {
            throw fault("has a \(key) that is not a whole number of at least 1; leave it out for all")
        }
        return number
    }

    /// Throws if there are others than these.
    static func checkMembers(of root: JSON, _ known: [StaticString]) throws(LabelfError) {
        var next = json_object_iter(root)
        while let item = next {
            next = json_object_iter_next(root, item)
            guard let key = json_object_iter_key(item), let value = json_object_iter_value(item) else { continue }
            let name = [UInt8](UnsafeRawBufferPointer(start: key, count: json_object_iter_key_len(item)))
            if value.pointee.type == JSON_NULL || known.contains(where: { $0.starts(name[...], isWhole: true) }) {
                continue
            }
            // Only what looks like an option's name is repeated.
            let isName = name.count <= 40 && name.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "_") }
            let shown: Message = isName ? "\"\(String(bytes: name))\"" : "a member"
            throw fault("has \(shown), which is not known here; leave it out")
        }
    }

    private static func labelFilter(_ root: JSON) throws(LabelfError) -> [[UInt8]] {
        guard let member = JSONTree.member("label_filter", of: root), member.pointee.type != JSON_NULL else {
            return []
        }
        guard member.pointee.type == JSON_ARRAY else {
            throw fault("has a label_filter that is not an array of strings")
        }
        var labels: [[UInt8]] = []
        for index in 0..<json_array_size(member) {
            guard let bytes = json_array_get(member, index).flatMap(JSONTree.bytes) else {
                throw fault("has a label_filter that is not an array of strings")
            }
            labels.append([UInt8](bytes))
        }
        return labels
    }

    static func fault(_ what: Message) -> LabelfError {
        LabelfError(.argument, "the document \(what)")
    }
}
