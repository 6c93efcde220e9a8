/// Who goes first: somebody waits for an interactive call; a bulk call has all night.
package enum Lane: Sendable {
    case interactive
    case bulk
}

/// One of something for each lane.
struct PerLane<Value> {
    var interactive: Value
    var bulk: Value

    init(both value: Value) {
        interactive = value
        bulk = value
    }

    /// Changed in place: a queue behind it is not copied.
    subscript(lane: Lane) -> Value {
        get { lane == .interactive ? interactive : bulk }
        _modify {
            if lane == .interactive { yield &interactive } else { yield &bulk }
        }
    }
}
