/// What is sent, and sent again, until it has its answer or an error. An error and its retry take the same way for both kinds.
package enum Outbound {
    /// Up to eight texts.
    case batch(Batch)
    /// One request of a source.
    case request(SourceRequest)

    var delivery: Delivery {
        switch self {
        case .batch(let batch): batch.delivery
        case .request(let request): request.delivery
        }
    }

    package var id: RequestID { delivery.id }

    package var batch: Batch? {
        if case .batch(let batch) = self { return batch }
        return nil
    }

    package var request: SourceRequest? {
        if case .request(let request) = self { return request }
        return nil
    }

    /// Interactive if any call that waits for it is.
    var lane: Lane {
        switch self {
        case .batch(let batch): batch.lane
        case .request(let request): request.source.lane
        }
    }

    /// Requests that were sent for it; of a batch, for the text that was asked most often.
    var attempts: Int {
        switch self {
        case .batch(let batch): batch.attempts
        case .request(let request): request.attempts
        }
    }

    /// Texts that one request is billed for.
    var billed: Int {
        switch self {
        case .batch(let batch): batch.items.count
        case .request: 0
        }
    }

    /// Whether it ends with the quota.
    var usesQuota: Bool {
        switch self {
        case .batch: true
        case .request(let request): request.source.usesQuota
        }
    }

    /// Whether it may be sent again after a 5xx or a broken connection.
    var mayRepeat: Bool {
        switch self {
        case .batch: true
        case .request(let request): request.source.mayRepeat
        }
    }
}
