internal import ArgumentParser
internal import ExternalParser
internal import Foundation
internal import Sections
internal import Workbench

extension Joinery {
  struct Parser: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "parser", abstract: "Add parsers that are other programs, and check parsers.",
      discussion: """
        A parser that is another program runs only after you trusted it; when its manifest or \
        program changes, it is no longer trusted. Plugins/README.md tells how to write one.

        Examples:
          joinery parser list
          joinery parser add ./my-parser/manifest.json
          joinery parser trust my-parser
          joinery parser check my-parser ./examples/a.lua
        """,
      subcommands: [
        ListParsers.self, AddParser.self, TrustParser.self, RemoveParser.self, CheckParser.self,
      ])
  }
}

/// A parser as lists show it.
private struct ParserView: Encodable {
  var id: String
  var version: Int?
  /// `built in`, `trusted`, `not trusted`, or what is wrong.
  var state: String
  var claims: [String]
  var manifest: String?

  init(_ parser: any SectionParser) {
    id = parser.id
    version = parser.version
    state = "built in"
    claims = parser.claims.map(\.text)
  }

  init(_ listing: ExternalParsers.Listing) {
    id = listing.id
    version = listing.manifest?.version
    claims = listing.manifest?.claims.map(\.text) ?? []
    manifest = listing.path
    switch listing.trust {
    case .trusted: state = "trusted"
    case .untrusted: state = "not trusted"
    case .changed(let files): state = "not trusted: \(files.joined(separator: ", ")) changed"
    case .broken(let reason): state = "broken: \(reason)"
    }
  }
}

extension Claim {
  fileprivate var text: String {
    switch self {
    case .suffix(let suffix): suffix
    case .name(let name): name
    case .interpreter(let program): "#!\(program)"
    }
  }
}

extension GlobalOptions {
  /// The parsers that were added to the home.
  fileprivate func externalParsers() throws -> ExternalParsers {
    ExternalParsers(directory: try open().home.parsers)
  }
}

struct ListParsers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the parsers, in order of precedence.")

  @OptionGroup(title: "Global options") var global: GlobalOptions

  func run() throws {
    let added = try global.externalParsers().list().map { ParserView($0) }
    let builtIn = ParserRegistry.builtIn.parsers.map { ParserView($0) }
    try global.print(added + builtIn) { parsers, terminal in
      var table = Table(.text("id"), .number("version"), .flexible("state"), .flexible("for"))
      for parser in parsers {
        table.add(
          parser.id, parser.version.map(String.init) ?? "—", parser.state,
          parser.claims.joined(separator: " "))
      }
      return table.text(terminal)
    }
  }
}

struct AddParser: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add the parser of a manifest. It does not run until trusted.",
    discussion: """
      Example:
        joinery parser add ./my-parser/manifest.json
      """)

  @Argument(help: "The manifest.", completion: .file(extensions: ["json"])) var manifest: String
  @OptionGroup(title: "Global options") var global: GlobalOptions

  func run() throws {
    let added = try global.externalParsers().add(manifest)
    try global.print(ParserView(added)) { view, _ in
      "\(view.id) is added, \(view.state). ‘joinery parser trust \(view.id)’ lets it run."
    }
  }
}

struct TrustParser: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust", abstract: "Let a parser run, as its files are now.",
    discussion: """
      Shows the command that will run, and asks; --yes answers.

      Example:
        joinery parser trust my-parser
      """)

  @Argument(help: "The parser's id.") var id: String
  @OptionGroup(title: "Global options") var global: GlobalOptions

  func run() throws {
    let parsers = try global.externalParsers()
    let listing = try parsers.list().first { $0.id == id }
    if let manifest = listing?.manifest {
      global.note("It runs: \(manifest.command.joined(separator: " "))")
      try global.confirm("Let it run?")
    }
    try global.print(ParserView(try parsers.trust(id))) { view, _ in "\(view.id) is \(view.state)" }
  }
}

struct RemoveParser: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Forget a parser that was added.",
    discussion: """
      Example:
        joinery parser remove my-parser
      """)

  @Argument(help: "The parser's id.") var id: String
  @OptionGroup(title: "Global options") var global: GlobalOptions

  func run() throws {
    try global.externalParsers().remove(id)
    try global.print(["removed": id]) { _, _ in "\(id) is removed" }
  }
}

struct CheckParser: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Show a parser files, and say what it does wrong.",
    discussion: """
      Each file is shown as it is, cut off, with other line ends, with bytes that are not UTF-8, \
      and so on. Exits with 1 when the parser breaks a rule.

      Examples:
        joinery parser check my-parser ./examples/a.lua
        joinery parser check markdown README.md
      """)

  @Argument(help: "A parser: built in, or added and trusted.") var id: String
  @Argument(help: "Files to show it.", completion: .file()) var files: [String]
  @OptionGroup(title: "Global options") var global: GlobalOptions

  func run() async throws {
    let parser: any SectionParser
    if let builtIn = ParserRegistry.builtIn.parser(id: id) {
      parser = builtIn
    } else {
      parser = try global.externalParsers().parser(id)
    }
    let sources = try files.map { path in
      Source(path: path, bytes: try Array(Data(contentsOf: URL(fileURLWithPath: path))))
    }
    let findings = await Conformance.findings(for: parser, on: sources)
    try global.print(findings.map(\.description)) { findings, _ in
      findings.isEmpty
        ? "\(id) keeps the rules on \(files.count) files"
        : findings.map { Terminal.safe($0) }.joined(separator: "\n")
    }
    if !findings.isEmpty { throw ExitCode.failure }
  }
}
