/// How much may wait in a client: a bound on the texts and the bytes of all unsettled calls together. A call that is larger
/// than a bound is taken when nothing else is queued, so that every call can be made.
package struct QueueLimit: Sendable {
    package let maxTexts: Int
    package let maxBytes: Int
    package private(set) var texts = 0
    package private(set) var bytes = 0

    package init(maxTexts: Int, maxBytes: Int) {
        self.maxTexts = maxTexts
        self.maxBytes = maxBytes
    }

    /// Takes a call's texts in, if they fit. What has none takes no room.
    package mutating func admit(texts newTexts: Int, bytes newBytes: Int) -> Bool {
        let fits = newTexts <= maxTexts - texts && newBytes <= maxBytes - bytes
        guard fits || texts == 0 || newTexts == 0 else { return false }
        texts += newTexts
        bytes += newBytes
        return true
    }

    /// A call is settled, and its texts are gone.
    package mutating func release(texts oldTexts: Int, bytes oldBytes: Int) {
        texts = max(texts - oldTexts, 0)
        bytes = max(bytes - oldBytes, 0)
    }
}
