import Testing

@testable import LabelfSandbox

/// The description of the API, held against the service and against itself.
@Suite struct OpenAPITests: ServiceSuite {
    private func document(_ change: (inout SandboxConfiguration) -> Void = { _ in }) -> JSONValue {
        send(service(change), "GET", "/openapi.json", key: nil).json
    }

    private func references(in value: JSONValue) -> [String] {
        switch value {
        case .object(let members):
            (members["$ref"]?.string.map { [$0] } ?? []) + members.values.flatMap(references)
        case .array(let elements): elements.flatMap(references)
        default: []
        }
    }

    @Test func everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
        var used: Set<String> = []
        for isLegacy in [false, true] {
            let document = document {
                $0.isLegacy = isLegacy
                $0.requestsPerMinute = 60
                $0.client = ClientCredentials(id: "a", secret: "b")
            }
            for reference in references(in: document) {
                let parts = reference.split(separator: "/").dropFirst().map(String.init)
                #expect(parts.reduce(document) { $0[$1] ?? .null } != .null, "\(reference)")
                used.insert(parts[parts.count - 1])
            }
            let schemas = document["components"]?["schemas"]?.object?.keys.sorted() ?? []
            #expect(schemas.count > 10)
            if isLegacy { #expect(schemas.filter { !used.contains($0) }.isEmpty) }
        }
    }

    @Test func everyPathAnswersByItsMethod() {
        let paths = document()["paths"]?.object ?? [:]
        #expect(paths.count == 8)
        for (path, item) in paths {
            let target = "/v2" + path.replacing("{id}", with: path.hasPrefix("/models") ? "1" : "ds_messages")
            for method in ["GET", "POST"] {
                let (reply, json) = send(service(), method, target, "{}")
                let isDescribed = item[method.lowercased()] != nil
                #expect((reply.status == 405) == !isDescribed, "\(method) \(target)")
                guard let operation = item[method.lowercased()] else { continue }
                #expect(operation["responses"]?[String(reply.status)] != nil, "\(method) \(target): \(json)")
            }
        }
    }

    @Test func itFollowsTheFlags() {
        let answer = { (document: JSONValue) in
            document["paths"]?["/models/{id}/inference"]?["post"]?["responses"]?["200"]
        }
        let schema = { (document: JSONValue) in answer(document)?["content"]?["application/json"]?["schema"]?["$ref"] }
        #expect(schema(document()) == "#/components/schemas/InferenceAnswer")
        #expect(schema(document { $0.isLegacy = true }) == "#/components/schemas/LegacyInferenceAnswer")
        #expect(answer(document())?["headers"]?.object?.count == 1)
        #expect(answer(document { $0.requestsPerMinute = 1 })?["headers"]?.object?.count == 4)
        let oauth = document { $0.client = ClientCredentials(id: "a", secret: "b") }
        #expect(oauth["paths"]?["/oauth2/token"]?["servers"] == [["url": "/"]])
        #expect(oauth["security"] == [["client": []], ["key": []]])
    }
}
