import LabelfCore

/// A comparison's result as JSON, in the service's own shape (API document, "Endpoints"), with an error in the place of the
/// matches of a text that has one:
///
///     {"c1":[{"id":"b7","similarity":0.83}],"c2":{"code":"LABELF_ERROR_REFUSED","message":"..."}}
package enum SimilarityJSON {
    /// The text, without white space.
    /// - Parameter baseIDs, comparedIDs: the texts' names, as UTF-8; the index of one that is not there.
    package static func encode(_ result: SimilarityResult, baseIDs: [[UInt8]], comparedIDs: [[UInt8]]) -> [UInt8] {
        // An id appears many times: it is escaped once.
        let bases = (0..<result.baseTexts).map { quoted($0, baseIDs) }
        var writer = JSONWriter()
        writer.text.reserveCapacity(64 &+ 40 &* result.count)
        writer.raw("{")
        for index in 0..<result.texts {
            if index > 0 { writer.raw(",") }
            writer.text.append(contentsOf: quoted(index, comparedIDs))
            if let place = result.errorPlace(of: index) {
                writer.raw(":{")
                ResultJSON.write(result.errors[place], to: &writer)
                continue
            }
            writer.raw(":[")
            for match in Int(result.offsets[index])..<Int(result.offsets[index + 1]) {
                writer.raw(match > Int(result.offsets[index]) ? ",{\"id\":" : "{\"id\":")
                writer.text.append(contentsOf: bases[Int(result.bases[match])])
                writer.raw(",\"similarity\":")
                writer.number(result.similarities[match])
                writer.raw("}")
            }
            writer.raw("]")
        }
        writer.raw("}")
        return writer.text
    }

    private static func quoted(_ index: Int, _ ids: [[UInt8]]) -> [UInt8] {
        var writer = JSONWriter()
        if index < ids.count { writer.string(ids[index]) } else { writer.string(String(index).bytes) }
        return writer.text
    }
}
