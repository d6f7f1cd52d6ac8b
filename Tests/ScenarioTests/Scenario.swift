import Foundation

/// A story of commands and what must come of them, read from a file under `Scenarios/`.
///
/// ```
/// # A line of explanation.
/// + notes/a.md                 a file; its lines follow, each after a bar
/// | # Title
/// $ joinery ingest notes       a line of shell
/// < review                     a line typed into it, on a terminal of its own
/// = 1                          how it ends; 0 where nothing is said
/// > 1 added                    a line of its output holds this
/// 2> no such                   a line of its errors does
/// !> secret                    neither does
/// ```
///
/// `= refused` stands for an error as every command reports it: status 1, two lines on standard
/// error, the first of which begins with `joinery: `, and nothing on standard output.
struct Scenario: Sendable, CustomStringConvertible {
  /// One step of the story.
  enum Step: Sendable {
    case file(path: String, text: String)
    case command(Command)
  }

  /// A command, and what is expected of it.
  struct Command: Sendable {
    var line: String
    /// The line of the scenario file that it is on, from 1.
    var number: Int
    var ending = "0"
    var output: [String] = []
    var errors: [String] = []
    var absent: [String] = []
    /// What is typed, line by line; nil where there is no terminal.
    var typed: [String]?
  }

  /// The file's name without its ending.
  let name: String
  let steps: [Step]

  var description: String { name }

  /// All there are, by name.
  static let all: [Scenario] = {
    let files = Bundle.module.urls(forResourcesWithExtension: "txt", subdirectory: "Scenarios")
    return (files ?? []).compactMap { file in
      guard let text = try? String(contentsOf: file as URL, encoding: .utf8) else { return nil }
      return Scenario(name: (file as URL).deletingPathExtension().lastPathComponent, text: text)
    }.sorted { $0.name < $1.name }
  }()

  init(name: String, text: String) {
    self.name = name
    var steps: [Step] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let mark = line.prefix { $0 != " " }
      let rest = String(line.dropFirst(mark.count + 1))
      switch (mark, steps.last) {
      case ("+", _): steps.append(.file(path: rest, text: ""))
      case ("$", _): steps.append(.command(Command(line: rest, number: index + 1)))
      case ("|", .file(let path, let text)?):
        steps[steps.count - 1] = .file(path: path, text: "\(text)\(rest)\n")
      case (_, .command(var command)?):
        command.expect(rest, mark)
        steps[steps.count - 1] = .command(command)
      default: break
      }
    }
    self.steps = steps
  }
}

extension Scenario.Command {
  fileprivate mutating func expect(_ text: String, _ mark: Substring) {
    switch mark {
    case "=": ending = text
    case ">": output.append(text)
    case "2>": errors.append(text)
    case "!>": absent.append(text)
    case "<": typed = (typed ?? []) + [text]
    default: break
    }
  }

  /// Runs it, and returns what came of it.
  func run(on stage: Stage) throws -> Stage.Outcome {
    guard let typed else { return try stage.run(line) }
    return try stage.run(line, typing: typed)
  }

  /// What is wrong with `outcome`, in words. Nothing where all is as expected.
  func problems(with outcome: Stage.Outcome) -> [String] {
    let status: Int32 = ending == "refused" ? 1 : Int32(ending) ?? -1
    var problems: [String] = []
    if outcome.status != status { problems.append("ended with \(outcome.status), not \(ending)") }
    let lines = outcome.output.split(separator: "\n").map(String.init)
    let errors = outcome.errors.split(separator: "\n").map(String.init)
    for text in output where !lines.contains(where: { $0.contains(text) }) {
      problems.append("no line of the output holds “\(text)”")
    }
    for text in self.errors where !errors.contains(where: { $0.contains(text) }) {
      problems.append("no line of the errors holds “\(text)”")
    }
    for text in absent where (lines + errors).contains(where: { $0.contains(text) }) {
      problems.append("“\(text)” is there")
    }
    if ending == "refused", errors.count != 2 || !errors[0].hasPrefix("joinery: ") || !lines.isEmpty
    {
      problems.append("an error is two lines on standard error, and nothing else")
    }
    if (outcome.output + outcome.errors).unicodeScalars.contains("\u{1B}") {
      problems.append("there are escape codes")
    }
    return problems
  }
}
