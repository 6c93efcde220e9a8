import Testing

@testable import LabelfClient

@Suite("The name of a shared file")
struct NameTests {
    private func name(_ parts: [String], version: UInt64 = 1, clock: UInt64 = 0, size: Int = 64) -> String {
        SharedName(parts: parts, version: version, clock: clock).fileName(size: size)
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("SHA-256 is the standard's")
    func digest() {
        // The examples of FIPS 180-4, and a message whose padding is a block of its own.
        #expect(
            hexadecimal(SHA256.digest(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            hexadecimal(SHA256.digest([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            hexadecimal(SHA256.digest(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)))
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    }

    @Test("The same key at the same service is the same name, and shows nothing of the key")
    func stable() {
        let one = name(["https://api.labelf.ai/v2", "lbl_sk_secret"])
        #expect(one == name(["https://api.labelf.ai/v2", "lbl_sk_secret"]))
        #expect(one.hasPrefix("liblabelf-") && one.utf8.count == 42)
        #expect(one.dropFirst(10).allSatisfy { "0123456789abcdef".contains($0) })
    }

    @Test("Another service, key, version, clock or size is another name")
    func different() {
        let names: Set = [
            name(["a", "b"]), name(["a", "c"]), name(["ab", ""]), name(["", "ab"]), name(["a", "b"], version: 2),
            name(["a", "b"], clock: 1), name(["a", "b"], size: 128),
        ]
        #expect(names.count == 7)
    }
}
