internal import CLabelf
internal import CPosix

extension ArrowRows {
    /// Writes the rows. False, and to be released as far as it came, if there is no memory.
    func write(_ array: UnsafeMutablePointer<ArrowArray>) -> Bool {
        let columns = columns
        guard array.begin(self, length: columns.texts, buffers: 1, children: 5), let children = array.pointee.children,
            children[0]!.begin(self, length: columns.texts, buffers: 2)
        else { return false }
        children[0]!.pointee.buffers[1] = UnsafeRawPointer(columns.statuses)
        return writeBest(children[1]!, children[2]!) && writeEntries(children[3]!) && writeMessages(children[4]!)
    }

    /// The first entry of each row. Where every row has exactly one, the columns are those already.
    private func writeBest(
        _ places: UnsafeMutablePointer<ArrowArray>, _ values: UnsafeMutablePointer<ArrowArray>
    ) -> Bool {
        let columns = columns
        let rows = 0..<columns.texts
        guard places.begin(self, length: rows.count, buffers: 2, dictionary: names.hasLabels), writeLabels(places),
            values.begin(self, length: rows.count, buffers: 2)
        else { return false }
        if columns.predictions == rows.count, rows.allSatisfy({ columns.offsets[$0] == $0 }) {
            places.pointee.buffers[1] = UnsafeRawPointer(columns.label_indices)
            values.pointee.buffers[1] = UnsafeRawPointer(columns.confidences)
            return true
        }
        let hasEntry = { (row: Int) in columns.offsets[row] < columns.offsets[row + 1] }
        return places.mark(hasEntry) && values.mark(hasEntry) && places.gather(columns.label_indices, columns.offsets)
            && values.gather(columns.confidences, columns.offsets)
    }

    private func writeEntries(_ array: UnsafeMutablePointer<ArrowArray>) -> Bool {
        let columns = columns
        guard array.begin(self, length: columns.texts, buffers: 2, children: 1),
            array.mark({ columns.statuses[$0] == 0 }),
            let item = array.pointee.children[0],
            item.begin(self, length: columns.predictions, buffers: 1, children: 2), let fields = item.pointee.children,
            fields[0]!.begin(self, length: columns.predictions, buffers: 2, dictionary: names.hasLabels),
            fields[1]!.begin(self, length: columns.predictions, buffers: 2)
        else { return false }
        array.pointee.buffers[1] = UnsafeRawPointer(columns.offsets)
        fields[0]!.pointee.buffers[1] = UnsafeRawPointer(columns.label_indices)
        fields[1]!.pointee.buffers[1] = UnsafeRawPointer(columns.confidences)
        return writeLabels(fields[0]!)
    }

    /// The labels in one piece, as the dictionary of an array that has one.
    private func writeLabels(_ array: UnsafeMutablePointer<ArrowArray>) -> Bool {
        guard let dictionary = array.pointee.dictionary else { return true }
        let columns = columns
        let total = (0..<columns.labels).reduce(0) { $0 + columns.label_lengths[$1] }
        guard total <= Int32.max, dictionary.begin(self, length: columns.labels, buffers: 3),
            let offsets = dictionary.make(1, columns.labels + 1, of: Int32.self),
            let bytes = dictionary.make(2, total, of: CChar.self)
        else { return false }
        var end = 0
        for index in 0..<columns.labels {
            memcpy(bytes + end, columns.label_names[index]!, columns.label_lengths[index])
            end += columns.label_lengths[index]
            offsets[index + 1] = Int32(truncatingIfNeeded: end)
        }
        return true
    }

    private func writeMessages(_ array: UnsafeMutablePointer<ArrowArray>) -> Bool {
        let columns = columns
        var total = 0
        for index in 0..<columns.texts where columns.statuses[index] != 0 { total += message(of: index)?.length ?? 0 }
        guard array.begin(self, length: columns.texts, buffers: 3), array.mark({ columns.statuses[$0] != 0 }),
            let offsets = array.make(1, columns.texts + 1, of: Int64.self),
            let bytes = array.make(2, total, of: CChar.self)
        else { return false }
        if array.pointee.null_count == columns.texts { return true }
        var end = 0
        for index in 0..<columns.texts {
            if columns.statuses[index] != 0, let message = message(of: index) {
                memcpy(bytes + end, message.pointer, message.length)
                end += message.length
            }
            offsets[index + 1] = Int64(end)
        }
        return true
    }
}
