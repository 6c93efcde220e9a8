/// Everything that can be chosen about the emulated workspace.
struct SandboxConfiguration: Sendable {
    /// The keys that open it; all share one budget.
    var keys: Set<String> = [defaultKey]
    /// Keys that may look at models and datasets, but not classify or compare.
    var readOnlyKeys: Set<String> = []
    /// The client that may ask for access tokens, if there are any.
    var client: ClientCredentials?
    /// How long a token lives, in seconds.
    var tokenLifetime = 3_600
    /// Requests a minute; 0 for no limit and no rate limit headers.
    var requestsPerMinute = 0
    /// The algorithm of the limit.
    var limiter = LimiterKind.tokenBucket
    /// The texts that may be classified in the billing period; nil for any number.
    var quota: Int?
    /// How long the work takes, in milliseconds; each request somewhere in the range.
    var latency = 0...0
    /// Whether inference answers in the older shape.
    var isLegacy = false
    /// Texts that contain one of these are refused, with the whole request.
    var refusedSubstrings: [String] = []
    /// The fault script to start with.
    var faults: [FaultRule] = []
    /// The most items in a page.
    var pageLimit = 100
    /// More datasets: their names and records.
    var imports: [(name: String, records: [Record])] = []

    /// The key of a workspace that was given none.
    static let defaultKey = "lbl_sk_sandbox"
}
