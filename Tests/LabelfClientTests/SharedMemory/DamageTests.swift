import Glibc
import Testing

@testable import LabelfClient

@Suite("A shared file that is not as it should be")
struct DamageTests {
    private let scratch = Scratch()

    /// Leaves a file with a total of nobody.
    private func leaveFile() throws {
        let one = try #require(scratch.join())
        one.transaction(now: second(0)) { state, _ in state.total = 42 }
    }

    private func size() -> Int {
        var status = stat()
        return stat(scratch.file, &status) == 0 ? Int(status.st_size) : -1
    }

    /// Overwrites bytes of the file.
    private func write(_ bytes: [UInt8], at offset: Int) {
        let descriptor = open(scratch.file, O_WRONLY)
        pwrite(descriptor, bytes, bytes.count, off_t(offset))
        close(descriptor)
    }

    @Test("The whole file is found again")
    func whole() throws {
        try leaveFile()
        #expect(scratch.join()?.total() == 42)
        #expect(scratch.files.count == 1)
    }

    @Test("A file that is too short or too long is started anew", arguments: [0, 1, 5000, 1_000_000])
    func truncated(size: Int) throws {
        try leaveFile()
        let right = self.size()
        truncate(scratch.file, size)
        let one = try #require(scratch.join())
        #expect(one.add(2) == 2)
        #expect(self.size() == right)
        #expect(scratch.join()?.total() == 2)
    }

    @Test("A file of an earlier start of the machine, or one that was not finished, is started anew")
    func unmarked() throws {
        try leaveFile()
        write([1, 2, 3, 4, 5, 6, 7, 8], at: 0)
        #expect(scratch.join()?.total() == 0)
    }

    @Test("Garbage is started anew")
    func garbage() throws {
        try leaveFile()
        write([UInt8](repeating: 0xa5, count: size()), at: 0)
        let one = try #require(scratch.join())
        #expect(one.add(2) == 2 && one.writtenOff(at: 5) == 0)
    }

    @Test("A file that is damaged while it is used: its members let go of it, and meet in another")
    func used() throws {
        let one = try #require(scratch.join())
        one.add(7)
        write([0], at: 0)
        #expect(scratch.join() == nil)
        #expect(one.add(1) == nil && one.isLost)
        #expect(scratch.join()?.total() == 0)
    }

    @Test("One that is cut off or drawn out likewise", arguments: [0, 1, 64, 5000, 1_000_000])
    func resized(size: Int) throws {
        let one = try #require(scratch.join())
        let other = try #require(scratch.join())
        one.add(7)
        truncate(scratch.file, size)
        #expect(one.add(1) == nil && one.isLost)
        let directory = try #require(RuntimeDirectory.open(scratch.path))
        one.discard(SharedName(parts: ["test"], version: 1, clock: 0), in: directory)
        let next = try #require(scratch.join())
        #expect(next.add(2) == 2)
        #expect(other.add(1) == nil && other.isLost)
        other.discard(SharedName(parts: ["test"], version: 1, clock: 0), in: directory)
        #expect(scratch.join()?.total() == 2)
    }

    @Test("No bytes, and no size, hurt a member or a newcomer")
    func storm() throws {
        var random = SystemRandomNumberGenerator()
        let name = SharedName(parts: ["test"], version: 1, clock: 0)
        let directory = try #require(RuntimeDirectory.open(scratch.path))
        var member: SharedState<Ledger>?
        for _ in 0..<1_000 {
            if member?.isLost ?? true {
                member?.discard(name, in: directory)
                member = nil
                member = scratch.join()
            }
            let before = member?.add(1)
            let size = self.size()
            switch Int.random(in: 0..<4, using: &random) {
            case 0: truncate(scratch.file, Int.random(in: 0...2 * max(size, 1), using: &random))
            case 1: write((0..<max(size, 1)).map { _ in UInt8.random(in: 0...255, using: &random) }, at: 0)
            case 2:
                let length = Int.random(in: 1...64, using: &random)
                let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
                write(bytes, at: Int.random(in: 0..<max(size, 1), using: &random))
            default: unlink(scratch.file)
            }
            // It goes on as it was, or not at all.
            if let after = member?.add(0) { #expect(after == before) }
            if let newcomer = scratch.join() { #expect(newcomer.total() == before || newcomer.total() == 0) }
        }
        member?.discard(name, in: directory)
        member = nil
        #expect(scratch.join()?.add(3) != nil)
    }

    @Test("A member that keeps the lock is left behind after two seconds, with its file")
    func stopped() throws {
        let one = try #require(scratch.join())
        let two = try #require(scratch.join())
        one.transaction(now: second(0)) { _, _ in
            #expect(two.add(1, at: 0) == nil && !two.isLost)
            #expect(two.add(1, at: 1) == nil && !two.isLost)
            #expect(two.add(1, at: 3) == nil && two.isLost)
        }
    }

    @Test("Another version is another file")
    func version() throws {
        try leaveFile()
        #expect(scratch.join(version: 2)?.total() == 0)
        #expect(scratch.join(version: 1)?.total() == 42)
    }

    @Test("A removed file is used for a second at most")
    func removed() throws {
        let one = try #require(scratch.join())
        one.add(1, at: 0)
        unlink(scratch.file)
        #expect(one.add(1, at: 0) == 2)
        #expect(one.add(1, at: 1) == nil && one.isLost)
        #expect(one.add(1, at: 1) == nil)
        #expect(scratch.join()?.total() == 0)
    }

    @Test("A descriptor that the program closed, and the number of which is another file's now, harms nobody")
    func closed() throws {
        let one = try #require(scratch.join())
        let two = try #require(scratch.join())
        two.add(5)
        replaceDescriptors()
        let change: Int? = two.transaction(now: second(0)) { state, member in
            state.add(3, by: member)
            return state.total
        }
        #expect(change == nil && two.isLost)
        #expect(one.add(1, at: 5) == nil && one.isLost)
        #expect(try contents(of: "other") == [])
        unlink(scratch.path + "/other")
        #expect(scratch.join()?.total() == 5)
    }

    @Test("Nor one that is closed within a transaction")
    func closedWithin() throws {
        let one = try #require(scratch.join())
        one.add(5)
        let change: Int? = one.transaction(now: second(0)) { state, member in
            state.add(3, by: member)
            replaceDescriptors()
            return state.total
        }
        #expect(change == nil)
        #expect(try contents(of: "other") == [])
        unlink(scratch.path + "/other")
        #expect(scratch.join()?.total() == 5)
    }

    private func contents(of name: String) throws -> [UInt8] {
        let file = try #require(fopen(scratch.path + "/" + name, "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
        return bytes
    }

    /// Puts another file behind each descriptor of the shared one.
    private func replaceDescriptors() {
        let other = creat(scratch.path + "/other", 0o600)
        for descriptor in Int32(3)..<1024 where openFile(descriptor) == scratch.file { dup2(other, descriptor) }
        close(other)
    }

    @Test("A file that others may read, a link, a directory or a pipe is left alone")
    func unsafe() throws {
        try leaveFile()
        let file = scratch.file
        chmod(file, 0o644)
        #expect(scratch.join() == nil)
        chmod(file, 0o600)
        #expect(scratch.join()?.total() == 42)

        rename(file, scratch.path + "/elsewhere")
        symlink("elsewhere", file)
        #expect(scratch.join() == nil)
        unlink(file)
        mkdir(file, 0o700)
        #expect(scratch.join() == nil)
        rmdir(file)
        mkfifo(file, 0o600)
        #expect(scratch.join() == nil)
    }
}
