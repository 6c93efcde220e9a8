import ArgumentParser
import CCommand
import CLabelf

/// `labelf`, the command line. It uses the library through labelf.h, like any other program.
@main struct LabelfTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "labelf",
        abstract: "Classify text through Labelf, any number of rows.",
        discussion: """
            The key comes from the environment: LABELF_API_KEY=lbl_sk_... To begin with:

              labelf doctor
              labelf models
              labelf estimate -i support.csv --text-field message
              labelf classify --model 1 -i support.csv --text-field message -o labels.csv

            \(Exit.help)
            """,
        version: String(cString: labelf_version()),
        subcommands: [
            ClassifyCommand.self, EstimateCommand.self, SimilarityCommand.self, ModelsCommand.self,
            DatasetsCommand.self,
            RecordsCommand.self, DoctorCommand.self,
        ])

    /// Errors are one line on standard error, with what to do about them; the exit status is for scripts.
    static func main() {
        command_begin()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            if !failure.message.isEmpty { say("labelf: \(failure.line)") }
            Exit.end(failure.exit.rawValue)
        } catch let status as ExitCode {
            Exit.end(status.rawValue)
        } catch {
            if exitCode(for: error) == .validationFailure {
                say("labelf: \(CommandFailure(.usage, message(for: error), fix: "See labelf --help").line)")
                Exit.end(Exit.usage.rawValue)
            }
            // Help, the version, or completions: ArgumentParser knows what goes where.
            exit(withError: error)
        }
    }
}
