/// How many texts a client may have billed. A text counts from when it is sent until it is known that it was not billed:
/// what may have been billed counts as billed.
package struct SpendingCap: Sendable {
    /// Nil for no cap.
    package let limit: Int?
    /// Texts that were billed, or may have been.
    package private(set) var spent = 0
    /// Texts in requests whose end is not known yet.
    private var held = 0

    package init(limit: Int?) {
        self.limit = limit
    }

    /// How many texts may be sent now.
    package var left: Int { limit.map { max($0 - spent - held, 0) } ?? .max }

    /// Nothing is left, and nothing will be.
    package var isSpent: Bool { limit.map { spent >= $0 } ?? false }

    /// Texts are sent.
    package mutating func hold(_ texts: Int) {
        held += texts
    }

    /// Their request has come to its end.
    package mutating func settle(_ texts: Int, isBilled: Bool) {
        held -= texts
        if isBilled { spent += texts }
    }
}
