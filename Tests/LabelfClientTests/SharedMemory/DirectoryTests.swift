import Glibc
import Testing

@testable import LabelfClient

@Suite("The directory of shared files")
struct DirectoryTests {
    private let scratch = Scratch()
    private var inner: String { scratch.path + "/inner" }

    @Test("A directory is made for the user alone, and found again")
    func made() {
        umask(0)
        #expect(RuntimeDirectory.create(inner) != nil)
        umask(0o22)
        var status = stat()
        #expect(stat(inner, &status) == 0 && status.st_mode & 0o777 == 0o700)
        #expect(RuntimeDirectory.create(inner) != nil)
        rmdir(inner)
    }

    @Test("One that others may write to is refused; in a common place, one that others may see, too")
    func modes() {
        mkdir(inner, 0o700)
        chmod(inner, 0o755)
        #expect(RuntimeDirectory.open(inner) != nil && RuntimeDirectory.create(inner) == nil)
        for mode: mode_t in [0o775, 0o757, 0o1777] {
            chmod(inner, mode)
            #expect(RuntimeDirectory.open(inner) == nil)
        }
        rmdir(inner)
    }

    @Test("A link to a good directory, a file, a relative path, or nothing at all is refused")
    func kinds() {
        symlink("/", inner)
        #expect(RuntimeDirectory.open(inner) == nil && RuntimeDirectory.create(inner) == nil)
        unlink(inner)
        close(creat(inner, 0o600))
        #expect(RuntimeDirectory.open(inner) == nil && RuntimeDirectory.create(inner) == nil)
        unlink(inner)
        #expect(RuntimeDirectory.open(inner) == nil)
        #expect(RuntimeDirectory.open(".") == nil && RuntimeDirectory.open("") == nil)
        #expect(RuntimeDirectory.create(inner + "/deeper") == nil)
    }

    @Test("Another user's directory is refused", .enabled(if: geteuid() == 0))
    func owner() {
        mkdir(inner, 0o700)
        chown(inner, 12345, 12345)
        #expect(RuntimeDirectory.open(inner) == nil && RuntimeDirectory.create(inner) == nil)
        rmdir(inner)
    }

    @Test("There is one on this machine")
    func found() {
        #expect(RuntimeDirectory.find() != nil)
    }
}
