/// What is asked about every text.
struct ClassifyOptions {
    var model: Int64
    /// 0 for all.
    var maxPredictions: Int32
    /// Empty for all.
    var labels: [String]
}
