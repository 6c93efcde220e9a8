/// The path of a URL, of a base URL or of what is asked for below it: it must not lead anywhere else than it shows.
enum URLPath {
    /// What is wrong with a path that starts with a slash, and how to put it right; nil if nothing is. A slash at the end is
    /// no part of its own.
    static func fault(_ path: ArraySlice<UInt8>) -> StaticString? {
        var length = 0
        var dots = 0
        var index = path.startIndex + 1
        while index < path.endIndex {
            var byte = path[index]
            index += 1
            if byte == UInt8(ascii: "/") {
                if let fault = fault(length: length, dots: dots) { return fault }
                (length, dots) = (0, 0)
                continue
            }
            if byte == UInt8(ascii: "%") {
                guard index + 1 < path.endIndex, let high = digit(path[index]), let low = digit(path[index + 1]) else {
                    return "has a % in its path without two hexadecimal digits after it; write %25 for a percent sign"
                }
                // Services undo the encoding before they look for "..", so it is undone here.
                byte = high << 4 | low
                index += 2
                if byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") {
                    return "has a slash or a control character in a part of its path; no name of the service has"
                }
            } else if !ASCII.isLetterOrDigit(byte) && !isMark(byte) {
                return "has a character in its path that no path has; percent-encode it"
            }
            length += 1
            dots += byte == UInt8(ascii: ".") ? 1 : 0
        }
        return length > 0 ? fault(length: length, dots: dots) : nil
    }

    private static func fault(length: Int, dots: Int) -> StaticString? {
        if length == 0 { return "has // in its path; write one /" }
        return length <= 2 && dots == length
            ? "has . or .. as a part of its path; write the path that is meant" : nil
    }

    /// RFC 3986, section 3.3.
    private static func isMark(_ byte: UInt8) -> Bool {
        let marks: StaticString = "-._~!$&'()*+,;=:@"
        for index in 0..<marks.utf8CodeUnitCount where marks.utf8Start[index] == byte { return true }
        return false
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        if ASCII.isDigit(byte) { return byte & 15 }
        return ASCII.isHexDigit(byte) ? (byte & 15) + 9 : nil
    }
}
