internal import ArgumentParser
internal import ExternalParser
internal import Foundation
internal import Sections
internal import Workbench

/// When to write colours.
enum ColourChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
  case auto, always, never
}

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The home to work in.", valueName: "dir"), completion: .directory)
  var home: String?

  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print only what was asked for, no notes.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Print more.")
  var verbose = false

  @Flag(name: .shortAndLong, help: "Answer yes to every question.")
  var yes = false

  @Option(help: "When to use colours: auto, always or never.")
  var color: ColourChoice = .auto

  /// The terminal, as the options want it.
  var terminal: Terminal {
    Terminal(
      colour: json ? .never : color, environment: ProcessInfo.processInfo.environment)
  }

  /// The workbench of the home that the options or the place name.
  func open() throws -> Workbench {
    let environment = ProcessInfo.processInfo.environment
    let user = environment["HOME"].map { "\($0)/.joinery" }
    let home = try Home.find(
      given: home, from: FileManager.default.currentDirectoryPath,
      fallbacks: [environment["JOINERY_HOME"], user])
    if !home.exists {
      try home.make(templatesFrom: Shipped.templates)
      note("Made a home at \(home.path).")
    }
    let added = try ExternalParsers(directory: home.parsers).parsers()
    return try Workbench(
      home: home, parsers: .builtIn.preceded(by: added), programs: environment["PATH"] ?? "",
      models: LocalModels.places(environment),
      endpoints: EndpointAccess(
        programs: EndpointPrograms.places(environment), environment: environment))
  }

  /// Prints `value`: as JSON where asked for, else as the text that `lines` makes of it.
  func print<Value: Encodable>(_ value: Value, as text: (Value, Terminal) -> String) throws {
    let terminal = terminal
    if json {
      terminal.write(try JSON.text(value))
    } else {
      terminal.write(text(value, terminal))
    }
  }

  /// Asks before going on.
  ///
  /// - Throws: ``NotConfirmed`` unless someone at a terminal, or --yes, says yes.
  func confirm(_ question: String) throws {
    if yes { return }
    try ask(question)
  }

  /// Asks before going on with what --yes does not answer.
  ///
  /// - Throws: ``NotConfirmed`` unless someone at a terminal says yes.
  func ask(_ question: String) throws {
    guard Terminal.canAsk else { throw NotConfirmed.nobodyToAsk(question) }
    Terminal.noteInPlace("\(question) [y/N] ")
    guard ["y", "yes"].contains(readLine()?.lowercased()) else { throw NotConfirmed.refused }
  }

  /// Says something on standard error that is not the result.
  func note(_ text: String) {
    guard !quiet, !json else { return }
    Terminal.note(Terminal.safe(text))
  }
}

/// Why something was not done that has to be confirmed.
enum NotConfirmed: Explained {
  case nobodyToAsk(String)
  case refused

  var problem: String {
    switch self {
    case .nobodyToAsk(let question): "nobody is there to answer “\(question)”"
    case .refused: "nothing was done"
    }
  }

  var hint: String? {
    switch self {
    case .nobodyToAsk: "Add --yes if the answer is yes."
    case .refused: nil
    }
  }
}

/// What comes with the program.
enum Shipped {
  /// The templates and the starter library: beside the installed program, or in the checkout it
  /// was built in. Nil where neither is there.
  static var templates: String? {
    guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
    var folder = program.deletingLastPathComponent()
    let installed = folder.appendingPathComponent("../share/joinery/templates").standardizedFileURL
    if isTemplates(installed) { return installed.path }
    for _ in 0..<6 {
      let templates = folder.appendingPathComponent("templates")
      if isTemplates(templates) { return templates.path }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }

  private static func isTemplates(_ folder: URL) -> Bool {
    FileManager.default.fileExists(
      atPath: folder.appendingPathComponent("skill/template.yaml").path)
  }
}
