internal import CLabelf
internal import CPosix

extension ArrowNames {
    /// Writes the type of the rows. False, and to be released as far as it came, if there is no memory.
    func write(_ schema: UnsafeMutablePointer<ArrowSchema>) -> Bool {
        guard schema.begin("+s", "", flags: 0, children: 5), let columns = schema.pointee.children,
            columns[0]!.begin("i", "status", flags: 0), writeEntry(columns[1]!, columns[2]!, flags: nullable),
            columns[3]!.begin("+L", entries, flags: nullable, children: 1), let item = columns[3]!.pointee.children[0],
            item.begin("+s", "item", flags: 0, children: 2), let fields = item.pointee.children
        else { return false }
        return writeEntry(fields[0]!, fields[1]!, flags: 0) && columns[4]!.begin("U", "error", flags: nullable)
    }

    private var nullable: Int64 { Int64(ARROW_FLAG_NULLABLE) }

    private func writeEntry(
        _ place: UnsafeMutablePointer<ArrowSchema>, _ value: UnsafeMutablePointer<ArrowSchema>, flags: Int64
    ) -> Bool {
        guard place.begin("i", self.place, flags: flags, dictionary: hasLabels) else { return false }
        if let labels = place.pointee.dictionary, !labels.begin("u", "", flags: 0) { return false }
        return value.begin("g", self.value, flags: flags)
    }
}

extension UnsafeMutablePointer where Pointee == ArrowSchema {
    /// Makes it a schema that can be released, as can those of its children that were begun. False if there is no memory for
    /// them.
    fileprivate func begin(
        _ format: StaticString, _ name: StaticString, flags: Int64, children count: Int = 0, dictionary: Bool = false
    ) -> Bool {
        initialize(to: ArrowSchema())
        pointee.format = cString(format)
        pointee.name = cString(name)
        pointee.flags = flags
        pointee.release = { $0?.release() }
        if count == 0, !dictionary { return true }
        let pointers = count * MemoryLayout<Self>.stride
        guard let block = calloc(1, pointers + (count + 1) * MemoryLayout<ArrowSchema>.stride) else { return false }
        pointee.private_data = block
        let schemas = (block + pointers).assumingMemoryBound(to: ArrowSchema.self)
        if count > 0 {
            pointee.children = block.assumingMemoryBound(to: Self?.self)
            for index in 0..<count { pointee.children[index] = schemas + index }
            pointee.n_children = Int64(count)
        }
        if dictionary { pointee.dictionary = schemas + count }
        return true
    }

    /// As the specification has it: those that were moved out of it are released already.
    private func release() {
        for index in 0..<Int(pointee.n_children) { pointee.children[index]!.abandon() }
        pointee.dictionary?.abandon()
        free(pointee.private_data)
        pointee.release = nil
    }

    /// Releases it unless it is.
    func abandon() {
        pointee.release?(self)
    }
}
