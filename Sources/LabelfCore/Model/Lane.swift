/// Who goes first: somebody waits for an interactive call; a bulk call has all night.
package enum Lane: Sendable {
    case interactive
    case bulk

    /// The lane of a call with that many texts, unless it says otherwise.
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

    /// To change a large value in place, use `change`.
    ///
    /// There is no `_modify` here, nor anywhere in the library: what it compiles to, where it is not inlined, is said not to
    /// keep the address of the value that it hands out, and LLVM then leaves out writes to it.
    subscript(lane: Lane) -> Value {
        get { lane == .interactive ? interactive : bulk }
        set { if lane == .interactive { interactive = newValue } else { bulk = newValue } }
    }

    /// Changes the value in place: a queue behind it is not copied.
    @inline(__always)
    mutating func change<Result>(_ lane: Lane, _ change: (inout Value) -> Result) -> Result {
        lane == .interactive ? change(&interactive) : change(&bulk)
    }
}

extension PerLane: Sendable where Value: Sendable {}
