extension Status {
    /// The name of the status in labelf.h, such as "LABELF_ERROR_QUOTA".
    package var name: StaticString {
        switch self {
        case .ok: "LABELF_OK"
        case .partial: "LABELF_PARTIAL"
        case .pending: "LABELF_PENDING"
        case .argument: "LABELF_ERROR_ARGUMENT"
        case .configuration: "LABELF_ERROR_CONFIGURATION"
        case .textEmpty: "LABELF_ERROR_TEXT_EMPTY"
        case .textTooLong: "LABELF_ERROR_TEXT_TOO_LONG"
        case .textEncoding: "LABELF_ERROR_TEXT_ENCODING"
        case .queueFull: "LABELF_ERROR_QUEUE_FULL"
        case .closed: "LABELF_ERROR_CLOSED"
        case .forked: "LABELF_ERROR_FORKED"
        case .cancelled: "LABELF_ERROR_CANCELLED"
        case .deadline: "LABELF_ERROR_DEADLINE"
        case .memory: "LABELF_ERROR_MEMORY"
        case .refused: "LABELF_ERROR_REFUSED"
        case .key: "LABELF_ERROR_KEY"
        case .permission: "LABELF_ERROR_PERMISSION"
        case .quota: "LABELF_ERROR_QUOTA"
        case .notFound: "LABELF_ERROR_NOT_FOUND"
        case .conflict: "LABELF_ERROR_CONFLICT"
        case .rateLimited: "LABELF_ERROR_RATE_LIMITED"
        case .service: "LABELF_ERROR_SERVICE"
        case .modelArchived: "LABELF_ERROR_MODEL_ARCHIVED"
        case .modelNotDeployed: "LABELF_ERROR_MODEL_NOT_DEPLOYED"
        case .protocolViolation: "LABELF_ERROR_PROTOCOL"
        case .resolve: "LABELF_ERROR_RESOLVE"
        case .connect: "LABELF_ERROR_CONNECT"
        case .tls: "LABELF_ERROR_TLS"
        case .timeout: "LABELF_ERROR_TIMEOUT"
        case .network: "LABELF_ERROR_NETWORK"
        case .tooLarge: "LABELF_ERROR_TOO_LARGE"
        case .internal: "LABELF_ERROR_INTERNAL"
        }
    }
}
