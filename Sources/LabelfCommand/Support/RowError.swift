/// Why a row has no answer, as the output says it.
struct RowError: Equatable {
    /// A name of labelf.h, such as "LABELF_ERROR_TEXT_EMPTY".
    var code: String
    var message: String
    var fix = ""
    /// The HTTP status; 0 for none.
    var httpStatus = 0
    /// The service's `error_code` and `request_id`; "" for none.
    var serverCode = ""
    var requestID = ""

    /// For a row without a text that could be asked about.
    static func unreadable(_ problem: String) -> RowError {
        RowError(code: "LABELF_ERROR_ARGUMENT", message: problem)
    }
}
