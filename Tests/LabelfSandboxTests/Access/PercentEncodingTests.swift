import Testing

@testable import LabelfSandbox

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("as it is", "as it is"), ("a%20b%2Bc", "a b+c"), ("%e2%82%AC", "€"), ("å%25", "å%"), ("%00", "\0"),
    ])
    func escapesAreReplaced(encoded: String, decoded: String) {
        #expect(encoded.withoutPercentEncoding() == decoded)
    }

    @Test(arguments: ["%", "a%2", "%zz", "%2z", "%+2", "%ff", "%e2%82"])
    func whatIsMalformedIsNone(text: String) {
        #expect(text.withoutPercentEncoding() == nil)
    }

    @Test func aPlusIsASpaceInAForm() {
        let fields = FormFields("a+b=c%2Bd&e=%26")
        #expect(fields?["a b"] == "c+d")
        #expect(fields?["e"] == "&")
        #expect(FormFields("a=%") == nil)
    }
}
