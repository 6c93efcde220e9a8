/// A token as the token service gives it (API document, "Where and who").
package struct TokenGrant: Equatable {
    package var token: APIKey
    /// How long it is good for, in the service's own words; nil if it does not say, or says no number.
    package var expiresInSeconds: Double?

    package init(token: APIKey, expiresInSeconds: Double?) {
        (self.token, self.expiresInSeconds) = (token, expiresInSeconds)
    }
}
