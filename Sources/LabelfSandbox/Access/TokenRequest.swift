import FoundationEssentials

/// A request to `POST /oauth2/token` by the grant type `client_credentials`.
struct TokenRequest: Equatable {
    /// Where access tokens come from.
    static let path = "/oauth2/token"

    /// The client and its secret.
    var client: ClientCredentials

    /// Reads the `Authorization` header and the body. The header wins over `client_id` and `client_secret` in the form.
    init(authorization: String?, body: [UInt8]) throws(TokenError) {
        guard let form = FormFields(String(decoding: body, as: UTF8.self)) else { throw .invalidRequest }
        if let authorization {
            guard let client = ClientCredentials(basic: authorization) else { throw .invalidClient }
            self.client = client
        } else if let id = form["client_id"], let secret = form["client_secret"] {
            client = ClientCredentials(id: id, secret: secret)
        } else {
            throw .invalidClient
        }
        guard let grantType = form["grant_type"] else { throw .invalidRequest }
        guard grantType == "client_credentials" else { throw .unsupportedGrantType }
    }
}

/// The name and the secret that a client proves itself with.
struct ClientCredentials: Hashable, Sendable {
    /// The name.
    var id: String
    /// The secret.
    var secret: String

    /// The given ones.
    init(id: String, secret: String) {
        self.id = id
        self.secret = secret
    }

    /// Reads an `Authorization` header of the scheme `Basic`.
    init?(basic header: String) {
        let parts = header.split(separator: " ")
        guard parts.count == 2, parts[0].lowercased() == "basic", let data = Data(base64Encoded: String(parts[1])),
            let pair = String(validating: data, as: UTF8.self), let colon = pair.firstIndex(of: ":")
        else { return nil }
        id = String(pair[..<colon])
        secret = String(pair[pair.index(after: colon)...])
    }

    /// The credentials with both parts decoded as form fields: RFC 6749 has clients encode them, and many do not.
    var decoded: ClientCredentials? {
        guard let id = FormFields.decoded(id), let secret = FormFields.decoded(secret) else { return nil }
        return ClientCredentials(id: id, secret: secret)
    }
}

/// Why a token is refused, as RFC 6749 names it.
enum TokenError: String, Error {
    case invalidRequest = "invalid_request"
    case invalidClient = "invalid_client"
    case unsupportedGrantType = "unsupported_grant_type"

    /// The HTTP status.
    var status: Int { self == .invalidClient ? 401 : 400 }

    /// The body of the answer.
    var body: JSONValue {
        let description: JSONValue =
            switch self {
            case .invalidRequest: "The form has no grant_type, or is malformed"
            case .invalidClient: "The client is unknown, or its secret is wrong"
            case .unsupportedGrantType: "The only grant type is client_credentials"
            }
        return ["error": .string(rawValue), "error_description": description]
    }
}
