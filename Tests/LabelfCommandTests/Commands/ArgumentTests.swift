import ArgumentParser
import CLabelf
import Testing

@testable import LabelfCommand

struct ArgumentTests {
    private func classify(_ arguments: String...) throws -> ClassifyCommand {
        try ClassifyCommand.parse(arguments)
    }

    @Test func whatIsGivenIsThere() throws {
        let command = try classify(
            "--model", "42", "-i", "a.csv", "-o", "b.jsonl", "--label", "x", "--label", "y", "--max-predictions", "2",
            "--option", "max_connections=16", "--option", "user_agent=a=b", "--resume")
        #expect(command.model == 42)
        #expect(command.inputOptions.inputFormat == .csv)
        #expect(command.label == ["x", "y"])
        #expect(command.serviceOptions.value(of: "max_connections") == "16")
        #expect(command.serviceOptions.value(of: "user_agent") == "a=b")
        #expect(command.resume)
    }

    @Test(arguments: [
        ["--model", "0"], ["--model", "x"], [], ["--model", "1", "--max-predictions", "0"],
        ["--model", "1", "--resume"], ["--model", "1", "-o", "a.csv", "--max-predictions", "2"],
        ["--model", "1", "--option", "max_connections"], ["--model", "1", "--delimiter", "ab"],
        ["--model", "1", "--format", "xml"],
    ]) func mistakesAreRefused(arguments: [String]) {
        #expect(throws: (any Error).self) { try ClassifyCommand.parse(arguments) }
    }

    @Test func anErrorIsOneLine() {
        #expect(CommandFailure(.key, "no key\nat all", fix: "Set one").line == "no key at all. Set one.")
        #expect(CommandFailure(.key, "Why?").line == "Why?")
    }

    @Test func errorsThatAreTheRowsOwn() {
        let row = RowError(code: "", message: "m")
        let found = [LABELF_ERROR_TEXT_EMPTY, LABELF_ERROR_REFUSED, LABELF_ERROR_KEY, LABELF_ERROR_QUOTA]
            .map { ServiceError(status: $0, row: row) }
        #expect(found.map(\.belongsToRow) == [true, true, false, false])
        #expect(found.map(\.mayPass) == [false, true, false, false])
        #expect(found.map(\.exit) == [.usage, .usage, .key, .quota])
        #expect(found.map(\.wasNotSent) == [false, true, false, false])
        #expect(!ServiceError(status: LABELF_ERROR_REFUSED, row: row, attempts: 1).wasNotSent)
        let network = ServiceError(status: LABELF_ERROR_NETWORK, row: row)
        #expect(network.exit == .service && network.mayPass)
    }
}
