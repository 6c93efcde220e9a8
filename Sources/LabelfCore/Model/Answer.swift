/// The predictions of one answered batch, in columns. Text i of the batch has the predictions
/// `offsets[i] ..< offsets[i + 1]`, best first.
package struct Answer: Equatable {
    /// One more than there are texts; starts with 0.
    package var offsets: [Int32] = [0]
    /// A prediction's label, as an index into `labels`.
    package var labelIndices: [Int32] = []
    /// A prediction's confidence; finite.
    package var confidences: [Double] = []
    /// The different labels of this answer, as UTF-8 bytes.
    package var labels: [[UInt8]] = []

    package init() {}

    package var texts: Int { offsets.count - 1 }
}

/// What the service says in the body of an answer that is not a success (API document, "Errors"). Fields that it left
/// out are empty.
package struct ServerError: Equatable {
    package var status: Int
    package var code = ""
    package var message = ""
    package var requestID = ""

    package init(status: Int) {
        self.status = status
    }
}
