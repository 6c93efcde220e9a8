/// What a request under `/v2` asks for, once its address is understood.
enum Route: Equatable {
    /// `GET /v2/models`
    case models(Page)
    /// `GET /v2/models/{id}`
    case model(Int)
    /// `POST /v2/models/{id}/inference`
    case inference(Int)
    /// `POST /v2/models/inference`
    case combinedInference
    /// `POST /v2/similarity`
    case similarity
    /// `GET /v2/datasets`
    case datasets(Page)
    /// `GET /v2/datasets/{id}`
    case dataset(String)
    /// `GET /v2/datasets/{id}/records`. The path is not documented in public.
    case records(String, Page)

    /// Understands a request's method and target.
    init(_ request: ServiceRequest, pageLimit: Int) throws(ServiceError) {
        let parts = request.path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].isEmpty, parts[1] == "v2" else { throw .unknownPath }
        switch parts[2] {
        case "models": self = try Self.models(parts.dropFirst(3), request, pageLimit)
        case "datasets": self = try Self.datasets(parts.dropFirst(3), request, pageLimit)
        case "similarity" where parts.count == 3:
            try Self.require("POST", request)
            self = .similarity
        default: throw .unknownPath
        }
    }

    /// Whether it takes more than a key that may only read.
    var needsFullAccess: Bool {
        switch self {
        case .inference, .combinedInference, .similarity: true
        case .models, .model, .datasets, .dataset, .records: false
        }
    }

    private static func models(
        _ parts: ArraySlice<Substring>, _ request: ServiceRequest, _ pageLimit: Int
    ) throws(ServiceError) -> Route {
        guard let first = parts.first else {
            try require("GET", request)
            return .models(try Page(query: request.query, mostItems: pageLimit))
        }
        if first == "inference", parts.count == 1 {
            try require("POST", request)
            return .combinedInference
        }
        guard parts.count == 1 || (parts.count == 2 && parts.last == "inference") else { throw .unknownPath }
        guard let id = Int(first) else { throw .unknownModel(String(first)) }
        try require(parts.count == 1 ? "GET" : "POST", request)
        return parts.count == 1 ? .model(id) : .inference(id)
    }

    private static func datasets(
        _ parts: ArraySlice<Substring>, _ request: ServiceRequest, _ pageLimit: Int
    ) throws(ServiceError) -> Route {
        guard parts.count <= 1 || (parts.count == 2 && parts.last == "records") else { throw .unknownPath }
        try require("GET", request)
        guard let id = parts.first.map({ $0.withoutPercentEncoding() ?? String($0) }) else {
            return .datasets(try Page(query: request.query, mostItems: pageLimit))
        }
        if parts.count == 1 { return .dataset(id) }
        return .records(id, try Page(query: request.query, mostItems: pageLimit))
    }

    private static func require(_ method: String, _ request: ServiceRequest) throws(ServiceError) {
        guard request.method == method else { throw .wrongMethod(allow: method) }
    }
}
