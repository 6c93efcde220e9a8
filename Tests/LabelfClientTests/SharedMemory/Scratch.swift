import Glibc
import Testing

@testable import LabelfClient
@testable import LabelfCore

/// A directory that a test has to itself.
final class Scratch {
    let path: String

    init() {
        // In a container, /tmp may be in overlayfs, where nothing can be shared.
        let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        path = parent + "/liblabelf-test-\(UInt64.random(in: 0 ... .max))"
        mkdir(path, 0o700)
    }

    deinit {
        for name in files { unlink(path + "/" + name) }
        rmdir(path)
    }

    var files: [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    /// The one file that sharing has left here.
    var file: String { path + "/" + (files.first { $0.hasPrefix("liblabelf-") } ?? "none") }

    func join(version: UInt64 = 1, at seconds: Int64 = 0) -> SharedState<Ledger>? {
        guard let directory = RuntimeDirectory.open(path) else { return nil }
        return SharedState.open(
            in: directory, named: SharedName(parts: ["test"], version: version, clock: 0), initial: Ledger(),
            now: second(seconds), writeOff: { $0.writeOff($1) })
    }
}

/// Where a descriptor leads; nil if it is not open.
func openFile(_ descriptor: Int32) -> String? {
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
        let count = readlink("/proc/self/fd/\(descriptor)", buffer.baseAddress!, buffer.count)
        return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }
}

func second(_ number: Int64) -> Instant {
    Instant(nanoseconds: 0) + .seconds(number)
}

/// A state that shows if it is torn: what is held by the members is the total.
struct Ledger: BitwiseCopyable {
    var total = 0
    var held = InlineArray<64, Int>(repeating: 0)
    var writtenOff = InlineArray<64, Int>(repeating: 0)
    var padding = InlineArray<1024, UInt64>(repeating: 7)

    mutating func add(_ count: Int, by member: Int) {
        total += count
        held[member] += count
    }

    mutating func writeOff(_ member: Int) {
        total -= held[member]
        held[member] = 0
        writtenOff[member] += 1
    }

    var allWrittenOff: Int {
        writtenOff.indices.reduce(0) { $0 + writtenOff[$1] }
    }
}

extension SharedState<Ledger> {
    func total(at seconds: Int64 = 0) -> Int? {
        transaction(now: second(seconds)) { state, _ in state.total }
    }

    @discardableResult
    func add(_ count: Int, at seconds: Int64 = 0) -> Int? {
        transaction(now: second(seconds)) { state, member in
            state.add(count, by: member)
            return state.total
        }
    }

    func writtenOff(at seconds: Int64) -> Int? {
        transaction(now: second(seconds)) { state, _ in state.allWrittenOff }
    }
}
