import CLabelf

/// An error of the library, with everything that a person or a program may want of it.
struct ServiceError: Equatable {
    var status: labelf_status
    var row: RowError
    /// Requests that were sent for it.
    var attempts = 0

    init(_ error: OpaquePointer?) {
        status = labelf_error_code(error)
        attempts = Int(labelf_error_attempts(error))
        row = RowError(
            code: String(cString: labelf_status_name(status)),
            message: String(cString: labelf_error_message(error)),
            fix: String(cString: labelf_error_fix(error)),
            httpStatus: Int(labelf_error_http_status(error)),
            serverCode: String(cString: labelf_error_server_code(error)),
            requestID: String(cString: labelf_error_request_id(error)))
    }

    init(status: labelf_status, row: RowError, attempts: Int = 0) {
        self.status = status
        self.row = row
        self.attempts = attempts
    }

    /// Takes over an error that a function has stored.
    static func take(_ error: OpaquePointer?) -> ServiceError {
        defer { labelf_error_free(error) }
        return ServiceError(error)
    }

    /// Whether it is about this one text, so that the other rows go on.
    var belongsToRow: Bool {
        switch status {
        case LABELF_ERROR_TEXT_EMPTY, LABELF_ERROR_TEXT_TOO_LONG, LABELF_ERROR_TEXT_ENCODING, LABELF_ERROR_REFUSED: true
        default: false
        }
    }

    /// Whether nobody has judged this text: every text of a batch before it was refused, and so it was not sent.
    var wasNotSent: Bool { status == LABELF_ERROR_REFUSED && attempts == 0 }

    /// Whether it may be different for the next row, so that the user may choose to go on.
    var mayPass: Bool {
        switch exit {
        case .service: status != LABELF_ERROR_INTERNAL && status != LABELF_ERROR_MEMORY
        default: status == LABELF_ERROR_REFUSED
        }
    }

    /// Whether waiting may help, as the library says.
    var isOutage: Bool { labelf_status_is_transient(status) != 0 }

    /// What the command ends with.
    var exit: Exit {
        switch status {
        case LABELF_ERROR_KEY, LABELF_ERROR_PERMISSION: .key
        case LABELF_ERROR_QUOTA, LABELF_ERROR_BUDGET: .quota
        case LABELF_ERROR_ARGUMENT, LABELF_ERROR_CONFIGURATION, LABELF_ERROR_NOT_FOUND, LABELF_ERROR_MODEL_ARCHIVED,
            LABELF_ERROR_MODEL_NOT_DEPLOYED, LABELF_ERROR_CONFLICT, LABELF_ERROR_REFUSED, LABELF_ERROR_TEXT_EMPTY,
            LABELF_ERROR_TEXT_TOO_LONG, LABELF_ERROR_TEXT_ENCODING:
            .usage
        case LABELF_ERROR_CANCELLED: .interrupted
        default: .service
        }
    }

    /// In one line, with the request that support asks for.
    var failure: CommandFailure {
        let request = row.requestID.isEmpty ? "" : " (request \(row.requestID))"
        return CommandFailure(exit, row.message + request, fix: row.fix)
    }
}
