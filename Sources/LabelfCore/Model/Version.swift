/// The library's version: LABELF_VERSION of labelf.h, to the letter; a test compares them.
package enum Version {
    package static let text: StaticString = "1.0.0"
    /// LABELF_VERSION_NUMBER.
    package static let number: Int32 = 1_000_000
}
