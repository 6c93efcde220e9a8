/// Who goes first: somebody waits for an interactive call; a bulk call has all night.
package enum Lane: Sendable {
    case interactive
    case bulk

    /// The lane of a call of so many texts, unless it says otherwise.
    package init(automaticFor texts: Int) {
        self = texts == 1 ? .interactive : .bulk
    }
}

/// One of something for each lane.
struct PerLane<Value> {
    var interactive: Value
    var bulk: Value

    init(both value: Value) {
        interactive = value
        bulk = value
    }

    func map<Other>(_ transform: (Value) -> Other) -> PerLane<Other> {
        var others = PerLane<Other>(both: transform(interactive))
        others.bulk = transform(bulk)
        return others
    }

    /// Changed in place: a queue behind it is not copied.
    subscript(lane: Lane) -> Value {
        get { lane == .interactive ? interactive : bulk }
        _modify {
            if lane == .interactive { yield &interactive } else { yield &bulk }
        }
    }
}

extension PerLane: Sendable where Value: Sendable {}
