import CJansson

/// Whether bytes are JSON at all.
package enum JSONCheck {
    /// What is wrong with them, in words that do not quote them; nil if they are an object or an array.
    package static func fault(of body: UnsafeRawBufferPointer) -> String? {
        do throws(WireError) {
            json_decref(try JSONTree.parse(body))
            return nil
        } catch {
            return error.message
        }
    }
}
