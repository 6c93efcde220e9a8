import Glibc
import Testing

@testable import LabelfClient
@testable import LabelfCore

@Suite("A state that is shared through a file")
struct SharingTests {
    private let scratch = Scratch()

    @Test("What one member commits, each other sees")
    func shared() throws {
        let one = try #require(scratch.join())
        let two = try #require(scratch.join())
        #expect(one.member == 0 && two.member == 1)
        #expect(one.add(3) == 3)
        #expect(two.add(4) == 7)
        #expect(one.total() == 7)
        #expect(one.transaction(now: second(0)) { state, _ in [state.held[0], state.held[1]] } == [3, 4])
    }

    @Test("The state outlives its members, with what they held written off")
    func left() throws {
        let first = try #require(scratch.join())
        first.transaction(now: second(0)) { state, _ in state.padding[5] = 99 }
        first.add(3)
        var leaver = scratch.join()
        leaver?.add(10)
        leaver = nil
        #expect(first.total(at: 0) == 13)
        // Looked for once a second.
        #expect(first.total(at: 1) == 3)
        #expect(first.writtenOff(at: 2) == 1)
        #expect(first.transaction(now: second(2)) { state, _ in state.padding[5] } == 99)
    }

    @Test("Whoever takes a dead member's place writes it off first")
    func inherited() throws {
        for round in 1...3 {
            let member = try #require(scratch.join())
            #expect(member.member == 0 && member.total() == 0)
            #expect(member.add(5) == 5)
            #expect(member.writtenOff(at: 9) == round - 1)
        }
    }

    @Test(
        "A member that dies in the midst of a transaction leaves the state as it was before, and the lock to the next")
    func halfDone() throws {
        let dead = Scratch()
        let one = try #require(scratch.join())
        one.transaction(now: second(0)) { state, _ in state.padding[0] = 8 }
        one.add(5)
        one.transaction(now: second(0)) { state, _ in
            state.total = 1_000
            state.padding[0] = 1_000
            // A copy of the file is what the others would find if the process ended here.
            copy(scratch.file, to: dead)
        }
        let next = try #require(dead.join())
        let found = next.transaction(now: second(0)) { state, _ in
            [state.total, Int(state.padding[0]), state.writtenOff[0]]
        }
        #expect(found == [0, 8, 1])
        #expect(next.add(2) == 2)
    }

    private func copy(_ file: String, to other: Scratch) {
        let output = creat(other.path + "/" + scratch.files[0], 0o600)
        let input = fopen(file, "r")
        while let input, case let byte = fgetc(input), byte != EOF {
            var character = UInt8(byte)
            write(output, &character, 1)
        }
        if let input { fclose(input) }
        close(output)
    }

    @Test("A transaction inside a transaction is refused")
    func nested() throws {
        let one = try #require(scratch.join())
        let inner: Int?? = one.transaction(now: second(0)) { _, _ in one.add(1) }
        #expect(inner == .some(nil))
        #expect(one.add(1) == 1)
    }

    @Test("While somebody has the lock, others wait for a tenth of a second, then give up at once, until it is free")
    func held() throws {
        let one = try #require(scratch.join())
        let two = try #require(scratch.join())
        one.transaction(now: second(0)) { _, _ in
            let start = Clock.now()
            #expect(two.add(1) == nil)
            let middle = Clock.now()
            #expect((100...2000).contains((middle - start).milliseconds))
            #expect(two.add(1) == nil)
            #expect((Clock.now() - middle).milliseconds < 50)
        }
        #expect(two.add(1) == 1)
    }

    @Test("Sixty-four members, and no more until one goes")
    func full() throws {
        var members: [SharedState<Ledger>] = []
        for index in 0..<64 {
            let member = try #require(scratch.join())
            #expect(member.member == index)
            members.append(member)
        }
        #expect(scratch.join() == nil)
        members.remove(at: 40)
        #expect(scratch.join()?.member == 40)
    }

    @Test("Nothing is lost when threads contend, each with a mapping of its own")
    func contended() async throws {
        let members = try (0..<5).map { _ in try #require(scratch.join()) }
        await withTaskGroup(of: Void.self) { group in
            for box in members.map(Box.init) {
                group.addTask {
                    var done = 0
                    while done < 2_000 { if box.state.add(1) != nil { done += 1 } }
                }
            }
        }
        #expect(members[0].total() == 10_000)
    }

    /// A member that is handed to a thread.
    private final class Box: @unchecked Sendable {
        let state: SharedState<Ledger>
        init(_ state: SharedState<Ledger>) { self.state = state }
    }

    @Test("No descriptor and no mapping is left behind")
    func leaks() throws {
        let before = openFiles()
        for _ in 0..<3 {
            let one = try #require(scratch.join())
            // A place is kept by the mapping, so one descriptor is open.
            #expect(one.add(1) == 1)
            #expect(try mappings(of: scratch.file) == 1)
        }
        #expect(try mappings(of: scratch.file) == 0)
        #expect(openFiles().subtracting(before).isEmpty)
    }

    /// Those that lead to this test's directory.
    private func openFiles() -> Set<Int32> {
        Set((0..<1024).filter { openFile($0)?.hasPrefix(scratch.path) ?? false })
    }

    private func mappings(of file: String) throws -> Int {
        let maps = try #require(fopen("/proc/self/maps", "r"))
        defer { fclose(maps) }
        var line: UnsafeMutablePointer<CChar>?
        defer { free(line) }
        var capacity = 0
        var count = 0
        while getline(&line, &capacity, maps) > 0 {
            if let line, String(cString: line).contains(file) { count += 1 }
        }
        return count
    }
}
