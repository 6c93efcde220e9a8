extension LabelfError {
    /// What to do about it, in plain English (API document, "Common scenarios").
    package var fix: StaticString {
        switch status {
        case .ok, .partial, .pending: return ""
        case .argument, .configuration: return "Correct the argument that the message names."
        case .textEmpty: return "Remove empty texts before the call: at least one text that is not empty is needed."
        case .textTooLong: return "Shorten the text, or split it into several."
        case .textEncoding: return "Convert the text to UTF-8."
        case .queueFull: return "Wait for earlier calls, raise queue_texts or queue_bytes, or set queue_full to block."
        case .closed: return "Make a new client."
        case .forked: return "Make a client, and a queue, of its own in the child process, after fork."
        case .cancelled: return "Nothing to mend: the program cancelled the call."
        case .deadline: return "Allow more time with a later deadline or total_timeout_ms, or send fewer texts."
        case .memory: return "Send fewer texts in one call; or give the process more memory, threads or descriptors."
        case .budget: return "Raise max_billed_texts if more may be spent, and make a new client."
        case .refused: return "Read the service's message: it refuses this text or one of the options."
        case .key:
            return
                "Check api_key, or client_id and client_secret: complete, still active, and of the right workspace?"
        case .permission: return "Ask an administrator of the workspace for access, or use a key that has it."
        case .quota:
            return
                "The period's quota is used up: check the plan in the settings, upgrade, or wait for the next billing cycle."
        case .notFound: return "Check the id against the list of models, or of datasets; or the path."
        case .conflict: return "Wait until the service is done processing it, then call again."
        case .rateLimited:
            return
                "Wait as long as retry_after_ms says. If others use the workspace, set requests_per_minute to a share."
        case .service: return "Call again later; if it goes on, send support the request_id."
        case .modelArchived: return "Redeploy the model in the dashboard, or use another active model of the list."
        case .modelNotDeployed: return "Deploy the model first; it is active within seconds."
        case .protocolViolation:
            return "Check base_url and token_url: this is not the answer of the Labelf API. A proxy may be in the way."
        case .malformed:
            return "Send `texts` as an array of strings, even for one text, and every other field as the message says."
        case .resolve: return "Check base_url's host and the machine's DNS."
        case .connect: return "Check the network, a firewall, and base_url's host and port."
        case .tls: return "Check the certificate: name an authority with ca_file, or update the system's."
        case .timeout: return "Call again later, or raise attempt_timeout_ms."
        case .network: return "Call again later; check the network."
        case .tooLarge: return "Lower max_predictions, or raise response_max_bytes."
        case .internal: return "Please report this defect of liblabelf."
        }
    }
}
