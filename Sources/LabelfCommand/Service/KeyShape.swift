/// What a key looks like, without showing it. One that cannot be a key is refused by the library.
struct KeyShape: Equatable {
    var isGood: Bool
    var description: String

    init(_ key: String) {
        let count = key.unicodeScalars.count
        if key.hasPrefix("lbl_sk_") {
            isGood = true
            description = "lbl_sk_ and \(counted(count - "lbl_sk_".count, "more character"))"
        } else if key.hasPrefix("eyJ"), key.split(separator: ".", omittingEmptySubsequences: false).count == 3 {
            isGood = true
            description = "an access token of \(count) characters, which is good for some time only"
        } else {
            isGood = false
            description = "\(counted(count, "character")) that do not begin with lbl_sk_: is it the workspace's key?"
        }
    }
}
