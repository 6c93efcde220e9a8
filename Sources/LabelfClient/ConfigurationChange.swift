internal import LabelfCore
internal import LabelfTransport

/// A configuration that a client is to go on with, and what of it has to be made, which may fail, before it is the driver's.
struct ConfigurationChange {
    let configuration: Configuration
    /// Nil if requests go with a token.
    let authorization: Authorization?

    init(_ configuration: Configuration) throws(LabelfError) {
        self.configuration = configuration
        authorization = try configuration.apiKey.map { key throws(LabelfError) in try Authorization(key.secret) }
    }
}
