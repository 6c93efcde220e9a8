import LabelfCore

/// Where tokens come from, and how one is asked for. The authorization is for this URL alone.
package struct TokenService: Sendable, Equatable {
    /// Scheme, host and path.
    var url: String
    /// The value of the `Authorization` field.
    var authorization: Secret
    /// The body and its type.
    var body: StaticString
    var contentType: StaticString

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
