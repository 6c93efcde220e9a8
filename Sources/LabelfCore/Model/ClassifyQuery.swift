/// What a text is classified with. Texts may share a batch if, and only if, their queries are equal.
package struct ClassifyQuery: Hashable, Sendable {
    /// The model's id, at least 1.
    package var model: Int64
    /// How many of the best predictions; 0 for all.
    package var maxPredictions: Int32
    /// Only these labels, as UTF-8 bytes; empty for all.
    package var labelFilter: [[UInt8]]

    package init(model: Int64, maxPredictions: Int32 = 0, labelFilter: [[UInt8]] = []) {
        self.model = model
        self.maxPredictions = maxPredictions
        self.labelFilter = labelFilter
    }
}
