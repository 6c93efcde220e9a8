import LabelfCore

/// An answer that is not what the API documents.
package struct WireError: Error, Equatable {
    /// One line that names what is missing or wrong, such as "predictions[2][0].confidence is not a number". Never
    /// holds anything that the body said.
    package var message: String

    // Called at many places, each of which would get a copy (6 KB with its like).
    @_disfavoredOverload @inline(never)
    package init(_ message: Message) {
        self.message = message.text
    }

    /// A message without values: less code at each of many places.
    package init(_ message: StaticString) {
        self.message = message.description
    }
}
