internal import ArgumentParser
internal import Foundation
internal import Workbench

extension Joinery {
  struct Ops: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ops",
      abstract: "List what was done: every command that changed files, history or library.",
      discussion: """
        Examples:
          joinery ops
          joinery undo          take the last one back
          joinery undo 12       or that one
        """)

    @Option(name: [.customShort("n"), .long], help: "How many at most.")
    var limit = 20

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let operations = try global.open().operations(limit: max(0, limit))
      try global.print(operations) { operations, terminal in
        guard !operations.isEmpty else { return "Nothing was done yet." }
        var table = Table(.number("op"), .text("when"), .text("command"), .flexible("what"))
        for each in operations {
          table.add("\(each.number)", each.when, each.command, each.line)
        }
        return table.text(terminal)
      }
    }
  }

  struct Undo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "undo", abstract: "Take back what a command did to files, history and library.",
      discussion: """
        Everything is as it was before that command, or, where something it did was changed \
        since, nothing is written. An undo is an operation too: undoing it does again what was \
        undone.

        Examples:
          joinery undo          the last operation that was not undone
          joinery undo 12       operation 12 of ‘joinery ops’
        """)

    @Argument(help: "The number of an operation; the last where it is left out.")
    var operation: Int?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let done = try await global.open().undo(operation)
      try global.print(done) { done, _ in
        (["undid \(Terminal.safe(done.summary))"] + done.files.map { "  \(Terminal.safe($0))" })
          .joined(separator: "\n")
      }
    }
  }
}

extension OperationView {
  fileprivate var when: String {
    let format = Date.ISO8601FormatStyle(timeZone: .current)
      .year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false)
    return Date(timeIntervalSince1970: TimeInterval(time)).formatted(format)
  }

  fileprivate var line: String {
    failure.map { "\(summary) (stopped: \($0))" } ?? summary
  }
}
