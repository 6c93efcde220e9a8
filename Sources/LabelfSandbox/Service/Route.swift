/// What a request under `/v2` asks for, once its address is understood.
enum Route: Equatable {
    /// `GET /v2/models`
    case models(Page)
    /// `GET /v2/models/{id}`
    case model(Int)
    /// `POST /v2/models/{id}/inference`
    case inference(Int)

    /// Understands a request's method and target.
    init(_ request: ServiceRequest, pageLimit: Int) throws(ServiceError) {
        let parts = request.path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].isEmpty, parts[1] == "v2", parts[2] == "models" else { throw .unknownPath }
        switch parts.count {
        case 3:
            try Self.require("GET", request)
            self = .models(try Page(query: request.query, mostItems: pageLimit))
        case 4:
            let id = try Self.modelID(parts[3])
            try Self.require("GET", request)
            self = .model(id)
        case 5 where parts[4] == "inference":
            let id = try Self.modelID(parts[3])
            try Self.require("POST", request)
            self = .inference(id)
        default:
            throw .unknownPath
        }
    }

    private static func require(_ method: String, _ request: ServiceRequest) throws(ServiceError) {
        guard request.method == method else { throw .wrongMethod }
    }

    private static func modelID(_ part: Substring) throws(ServiceError) -> Int {
        guard let id = Int(part) else { throw .unknownModel(String(part)) }
        return id
    }
}
