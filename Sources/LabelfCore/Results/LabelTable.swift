/// The different labels of one call, each with an index.
package struct LabelTable {
    package private(set) var names: [[UInt8]] = []
    private var indices: [[UInt8]: Int32] = [:]

    package init() {}

    /// The index of a label; a new one if it was not seen before.
    package mutating func index(of name: [UInt8]) -> Int32 {
        if let known = indices[name] { return known }
        let index = Int32(truncatingIfNeeded: names.count)
        names.append(name)
        indices[name] = index
        return index
    }
}
