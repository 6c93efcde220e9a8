import LabelfCore
import Testing

@Suite struct ListKindTests {
    @Test(
        "A list is known by its path",
        arguments: [
            ("/models", ListKind.models), ("/models?limit=5", .models), ("/datasets", .datasets),
            ("/datasets/ds_1/records", .records), ("/datasets/a%2Fb/records?x=1", .records),
            ("/datasets/ds_1", .other), ("/datasets/a/b/records", .other), ("/datasets/records", .other),
            ("/models/1", .other), ("/modelsx", .other), ("/x/ds_1/records", .other), ("/datasetsx/1/records", .other),
            ("/", .other), ("", .other),
        ])
    func kinds(path: String, kind: ListKind) {
        #expect(ListKind(path: Array(path.utf8)) == kind)
    }
}
