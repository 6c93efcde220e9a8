import LabelfCore

/// Where tokens come from, and how one is asked for. The authorization is for this URL alone.
package final class TokenService: Sendable, Equatable {
    /// Scheme, host and path.
    let url: String
    /// The value of the `Authorization` field.
    let authorization: Secret
    /// The body and its type.
    let body: StaticString
    let contentType: StaticString

    package init(url: String, authorization: Secret, body: StaticString, contentType: StaticString) {
        self.url = url
        self.authorization = authorization
        self.body = body
        self.contentType = contentType
    }

    package static func == (left: TokenService, right: TokenService) -> Bool {
        left.url.isSame(as: right.url) && left.authorization == right.authorization
    }
}
