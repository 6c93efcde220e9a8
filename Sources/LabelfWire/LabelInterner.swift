import LabelfCore

/// Gives each different label of one answer an index. The labels that it remembers lie where they were read from.
struct LabelInterner {
    /// With so few labels, looking at one after the other is faster than a table.
    private static let scanned = 32

    private var fingerprints: [UInt64] = []
    private var views: [UnsafeRawBufferPointer] = []
    /// From the 33rd label on: a model may have many, and a hostile answer any number.
    private var table: [Text: Int32] = [:]

    init() {
        fingerprints.reserveCapacity(Self.scanned)
        views.reserveCapacity(Self.scanned)
    }

    /// The index of a label in `labels`, to which it is added if it is new.
    mutating func index(of label: UnsafeRawBufferPointer, in labels: inout [[UInt8]]) -> Int32 {
        let fingerprint = Self.fingerprint(label)
        for (index, known) in fingerprints.enumerated() where known == fingerprint {
            if views[index].sameBytes(as: label) { return Int32(truncatingIfNeeded: index) }
        }
        if views.count == Self.scanned, let index = table[Text(label)] { return index }
        let index = Int32(truncatingIfNeeded: labels.count)
        labels.append([UInt8](label))
        if views.count < Self.scanned {
            fingerprints.append(fingerprint)
            views.append(label)
        } else {
            table[Text(label)] = index
        }
        return index
    }

    /// A number that tells most labels apart without reading all of them: made of the length, the first eight bytes and
    /// the last eight, since labels often begin alike.
    @inline(__always)
    private static func fingerprint(_ label: UnsafeRawBufferPointer) -> UInt64 {
        let count = label.count
        guard let start = label.baseAddress, count > 0 else { return 0 }
        var ends: (first: UInt64, last: UInt64)
        if count >= 8 {
            ends.first = start.loadUnaligned(as: UInt64.self)
            ends.last = start.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        } else if count >= 4 {
            ends.first = UInt64(start.loadUnaligned(as: UInt32.self))
            ends.last = UInt64(start.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
        } else {
            ends.first = UInt64(start.load(as: UInt8.self))
            ends.last = UInt64(start.load(fromByteOffset: count / 2, as: UInt8.self))
        }
        return ends.first &* 31 ^ ends.last ^ UInt64(truncatingIfNeeded: count)
    }
}
