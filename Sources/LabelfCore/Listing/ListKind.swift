/// What can be listed (API document, "Endpoints").
package enum ListKind: Equatable {
    case models
    case datasets
    /// The records of a dataset, by the dataset's id.
    case records(of: [UInt8])
}
