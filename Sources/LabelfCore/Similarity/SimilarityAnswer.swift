/// The matches of one answered tile, in columns. Compared text i of the request has the matches
/// `offsets[i] ..< offsets[i + 1]`, in no particular order, each base text at most once.
package struct SimilarityAnswer: Equatable {
    /// One more than there are compared texts; starts with 0.
    package var offsets: [Int32] = [0]
    /// A match's base text, as its place in the request.
    package var bases: [Int32] = []
    /// 0 to 1.
    package var similarities: [Double] = []

    package init() {}

    /// How many compared texts it has.
    package var texts: Int { offsets.count - 1 }
}
