/// An estimate for a person, or for a program.
enum EstimateText {
    /// A line for each figure, in columns.
    static func table(_ estimate: Estimate) -> String {
        var lines = [
            ("rows", grouped(estimate.rows), ""),
            ("unique rows", grouped(estimate.unique), ""),
            ("bad rows", grouped(estimate.bad), estimate.bad > 0 ? "an error each, and not sent" : ""),
            ("requests", grouped(estimate.requests), "of up to eight texts"),
            ("quota", grouped(estimate.billed), "texts; equal ones are sent once"),
        ]
        for plan in estimate.plans {
            let name = Int(plan.name) == nil ? "\(plan.name), \(plan.requestsPerMinute)" : plan.name
            lines.append(("time", clockTime(plan.seconds), "with \(name) requests a minute"))
        }
        let width = lines.map(\.1.count).max() ?? 0
        return lines.map { name, figure, note in
            let first = name + String(repeating: " ", count: 12 - name.count)
            let second = String(repeating: " ", count: width - figure.count) + figure
            return note.isEmpty ? first + second : "\(first)\(second)  \(note)"
        }.joined(separator: "\n") + "\n"
    }

    /// One line of JSON.
    static func json(_ estimate: Estimate) -> [UInt8] {
        var line = [UInt8]("{\"rows\":\(estimate.rows),\"unique_rows\":\(estimate.unique),\"bad_rows\":\(estimate.bad)")
        line.append(text: ",\"requests\":\(estimate.requests),\"quota\":\(estimate.billed),\"plans\":[")
        for (place, plan) in estimate.plans.enumerated() {
            line.append(place == 0 ? "{\"plan\":" : ",{\"plan\":")
            JSONText.append(string: plan.name, to: &line)
            line.append(text: ",\"requests_per_minute\":\(plan.requestsPerMinute),\"seconds\":")
            JSONText.append(number: plan.seconds, to: &line)
            line.append("}")
        }
        line.append("]}\n")
        return line
    }
}
