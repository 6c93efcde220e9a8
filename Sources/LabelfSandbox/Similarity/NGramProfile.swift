/// How often each character trigram occurs in a text, for the cosine between two texts.
///
/// Case and runs of white space make no difference; the text is set between spaces, so that the beginnings and ends of
/// its words count too, and even a text of one character has a trigram.
struct NGramProfile {
    /// Trigrams in ascending order; the scalars of each are packed into 63 bits.
    private let grams: [UInt64]
    /// How often the trigram of the same index occurs.
    private let counts: [Double]
    private let squaredLength: Double

    /// The profile of `text`.
    init(_ text: String) {
        let scalars = Self.normalized(text)
        var all: [UInt64] = []
        all.reserveCapacity(scalars.count)
        for start in 0..<(scalars.count - 2) {
            all.append(scalars[start] << 42 | scalars[start + 1] << 21 | scalars[start + 2])
        }
        all.sort()
        var grams: [UInt64] = []
        var counts: [Double] = []
        for gram in all {
            if grams.last == gram {
                counts[counts.count - 1] += 1
            } else {
                grams.append(gram)
                counts.append(1)
            }
        }
        self.grams = grams
        self.counts = counts
        squaredLength = counts.reduce(0) { $0 + $1 * $1 }
    }

    /// The cosine between this profile and another, in millionths: 0 without a common trigram, 1,000,000 for the same
    /// text, and the same in either direction.
    func similarity(to other: NGramProfile) -> UInt32 {
        let cosine = product(with: other) / (squaredLength * other.squaredLength).squareRoot()
        return UInt32((min(cosine, 1) * 1_000_000).rounded())
    }

    private func product(with other: NGramProfile) -> Double {
        // Plain pointers: the sandbox is usually built without optimization, and this is its one hot loop of arithmetic.
        withPointers { left, leftCounts in
            other.withPointers { right, rightCounts in
                let (leftEnd, rightEnd) = (grams.count, other.grams.count)
                var sum = 0.0
                var (i, j) = (0, 0)
                while i < leftEnd, j < rightEnd {
                    if left[i] == right[j] {
                        sum += leftCounts[i] * rightCounts[j]
                        i += 1
                        j += 1
                    } else if left[i] < right[j] {
                        i += 1
                    } else {
                        j += 1
                    }
                }
                return sum
            }
        }
    }

    private func withPointers(_ body: (UnsafePointer<UInt64>, UnsafePointer<Double>) -> Double) -> Double {
        grams.withUnsafeBufferPointer { grams in
            counts.withUnsafeBufferPointer { counts in
                guard let grams = grams.baseAddress, let counts = counts.baseAddress else { return 0 }
                return body(grams, counts)
            }
        }
    }

    /// At least three scalars: a space, the text in lower case with single spaces, a space.
    private static func normalized(_ text: String) -> [UInt64] {
        let space = UInt64(UInt8(ascii: " "))
        var scalars = [space]
        for scalar in text.lowercased().unicodeScalars {
            if scalar.properties.isWhitespace {
                if scalars.last != space { scalars.append(space) }
            } else {
                scalars.append(UInt64(scalar.value))
            }
        }
        while scalars.count < 3 || scalars.last != space { scalars.append(space) }
        return scalars
    }
}
