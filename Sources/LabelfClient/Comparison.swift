internal import LabelfCore
internal import LabelfWire
internal import Synchronization

/// A similarity call on its way through the session, to which it hands out one tile after the other.
final class Comparison: RequestOwner {
    private let plan: SimilarityPlan
    /// What was handed out and has no outcome yet: never many.
    private var inFlight: [(id: RequestID, tile: SimilarityTile)] = []
    /// Requests that could be handed out now. Computed when something has happened, since it is asked for often.
    private var ready = 0
    /// Requests that have an outcome.
    private var done = 0
    private let ended = Atomic<Int>(0)
    /// What it was stopped with.
    private var reason: LabelfError?

    init(_ plan: SimilarityPlan) {
        self.plan = plan
        look()
    }

    /// Texts of both sides.
    var texts: Int { plan.base.count + plan.compared.count }
    /// Bytes of the different ones.
    var bytes: Int { plan.base.bytes + plan.compared.bytes }

    var waiting: Int { ready }

    /// The share of the requests that are done, in compared texts; from any thread.
    var progress: Int { ended.load(ordering: .relaxed) }

    func next(_ id: RequestID) -> Request? {
        guard let tile = plan.next() else { return nil }
        let texts = plan.texts(of: tile)
        guard let body = SimilarityWire.encode(base: texts.base, compared: texts.compared, topN: tile.topN) else {
            return nil
        }
        inFlight.append((id, tile))
        look()
        return Request(method: .post, path: SimilarityWire.path, body: body)
    }

    func answered(_ request: SourceRequest, status: Int, body: UnsafeRawBufferPointer) -> Message? {
        guard let tile = inFlight.first(where: { $0.id == request.id })?.tile else { return nil }
        do throws(WireError) {
            let answer = try SimilarityWire.decode(
                body, base: tile.base.count, compared: tile.compared.count, topN: tile.topN)
            _ = take(request.id)
            plan.answered(tile, answer)
            look()
            return nil
        } catch {
            return Message(error.message)
        }
    }

    func refused(_ id: RequestID, with error: LabelfError) {
        guard let tile = take(id) else { return }
        plan.refused(tile, error)
        look()
    }

    func failed(_ id: RequestID, with error: LabelfError) {
        guard let tile = take(id) else { return }
        plan.failed(tile, error)
        look()
    }

    func stopped(with error: LabelfError) {
        reason = error
        ended.store(plan.compared.count, ordering: .relaxed)
    }

    private func take(_ id: RequestID) -> SimilarityTile? {
        guard let place = inFlight.firstIndex(where: { $0.id == id }) else { return nil }
        done += 1
        return inFlight.remove(at: place).tile
    }

    private func look() {
        ready = plan.prepare() ? plan.remaining : 0
        // What is refused is asked for again in parts: there may be more to do than there was.
        let requests = done + inFlight.count + plan.remaining
        let share = requests == 0 ? plan.compared.count : plan.compared.count * done / requests
        if share > progress { ended.store(share, ordering: .relaxed) }
    }

    /// What has come of it. To be called once, when it is settled.
    func result() -> SimilarityResult {
        if let reason {
            plan.end(reason)
        } else if !plan.isDone {
            plan.end(LabelfError(.internal, "a text was left without an outcome"))
        }
        return SimilarityResult(plan)
    }
}
