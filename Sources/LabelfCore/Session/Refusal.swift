/// What became of the texts of a batch that was refused whole, while it is split to find the bad text.
final class Refusal {
    private let texts: Int
    private var refused = 0
    /// The calls that the refused texts are of.
    private(set) var jobs: [Job] = []
    private var error: LabelfError?
    private var differs = false

    init(texts: Int) {
        self.texts = texts
    }

    /// A text alone was refused. True if with it every text of the batch was, each with the same error.
    func refuses(_ item: Item, with new: LabelfError) -> Bool {
        refused += 1
        for waiter in item.waiters where !jobs.contains(where: { $0 === waiter.job }) { jobs.append(waiter.job) }
        if let error {
            let same =
                error.httpStatus == new.httpStatus && error.serverCode.isSame(as: new.serverCode)
                && error.message.isSame(as: new.message)
            differs = differs || !same
        } else {
            error = new
        }
        return refused == texts && !differs
    }
}
