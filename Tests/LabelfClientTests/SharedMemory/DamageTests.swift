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

    @Test("A file that others use is not started anew")
    func used() throws {
        let one = try #require(scratch.join())
        one.add(7)
        write([0], at: 0)
        #expect(scratch.join() == nil)
        #expect(one.total() == 7)
    }

    @Test("A lock that nobody living has is taken over", arguments: [1, 777, 255, UInt64.max] as [UInt64])
    func staleLock(owner: UInt64) throws {
        let one = try #require(scratch.join())
        one.add(7)
        withUnsafeBytes(of: owner) { write(Array($0), at: 8) }
        #expect(one.add(1) == 8)
        #expect(one.add(1) == 9)
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
        // It cannot be told now who lives, so nobody is taken for dead.
        two.transaction(now: second(0)) { state, member in
            state.add(3, by: member)
            #expect(one.add(1) == nil)
            #expect(state.total == 8)
        }
        #expect(one.add(1, at: 5) == nil && one.isLost)
        #expect(two.add(1, at: 5) == nil && two.isLost)
        #expect(scratch.join()?.total() == 8)
    }

    /// Puts another file behind each descriptor of the shared one.
    private func replaceDescriptors() {
        let other = creat(scratch.path + "/other", 0o600)
        for descriptor in Int32(3)..<1024 where openFile(descriptor) == scratch.file { dup2(other, descriptor) }
        close(other)
        unlink(scratch.path + "/other")
    }

    @Test("A member whose place was given away takes part no more")
    func lostPlace() throws {
        let one = try #require(scratch.join())
        one.add(5)
        // The tickets of the copy in force: the join made it the second, the addition the first.
        write([UInt8](repeating: 0, count: 8), at: SharedHeader.size)
        #expect(one.add(1) == nil && one.isLost)
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
