import CJansson
import LabelfCore

extension JSONTree {
    /// A whole number. Every number is read as a real one, which is exact up to 2^53: nil beyond that, for a fraction, and
    /// for what is no number.
    static func whole(_ value: JSON) -> Int? {
        guard let number = number(value), number.magnitude <= 9_007_199_254_740_992 else { return nil }
        return Int(exactly: number)
    }

    /// A member that must be a whole number.
    static func whole(_ key: StaticString, of object: JSON) throws(WireError) -> Int {
        guard let member = member(key, of: object) else { throw WireError("\(key) is missing") }
        guard let number = whole(member) else { throw WireError("\(key) is not a whole number") }
        return number
    }
}
