/// A string that neither description nor reflection shows, so that it cannot get into a log by accident: a client's secret,
/// or what is made of it.
package struct Secret: Equatable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "(hidden)" }
    package var debugDescription: String { "(hidden)" }
}

#if !hasFeature(Embedded)
    extension Secret: CustomReflectable {
        package var customMirror: Mirror { Mirror(self, children: []) }
    }
#endif
