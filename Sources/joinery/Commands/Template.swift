internal import ArgumentParser
internal import Foundation
internal import Workbench

extension Joinery {
  struct Template: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "template", abstract: "List, show, make and check templates.",
      discussion: """
        Templates are folders of the home's templates/, whose README.md describes them.

        Examples:
          joinery template list
          joinery template show skill
          joinery template new review --kind skill
          joinery template check review
        """,
      subcommands: [ListTemplates.self, ShowTemplate.self, NewTemplate.self, CheckTemplate.self])

    struct ListTemplates: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the templates.")

      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        try global.print(try global.open().templates()) { templates, terminal in
          guard !templates.isEmpty else { return "The home has no templates." }
          var table = Table(.text("name"), .text("makes"), .flexible("what for"))
          for template in templates {
            table.add(
              template.name, template.kind ?? "—",
              template.summary ?? "cannot be read: \(template.problem ?? "")")
          }
          return table.text(terminal)
        }
      }
    }

    struct ShowTemplate: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what a template lets one set and fill.",
        discussion: """
          Example:
            joinery template show hook
          """)

      @Argument(help: "The template.")
      var name: String

      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        try global.print(try global.open().templateView(name)) { $0.text($1) }
      }
    }

    struct NewTemplate: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Make a small template to begin with.",
        discussion: """
          Example:
            joinery template new review --kind command
          """)

      @Argument(help: "What to call it.")
      var name: String

      @Option(
        help: ArgumentHelp(
          "What it is to make: \(Workbench.templateKinds.joined(separator: ", ")).",
          valueName: "kind"))
      var kind = "skill"

      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        let files = try await global.open().newTemplate(name, kind: kind)
        try global.print(files) { files, _ in
          files.map { "made \(Terminal.line($0))" }.joined(separator: "\n")
        }
      }
    }

    struct CheckTemplate: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say what is wrong with templates.",
        discussion: """
          Reads each, and makes a component of it with sample values: once with only what must \
          be set and filled, once with everything. Exits with 1 where something is wrong.

          Examples:
            joinery template check               all of the home
            joinery template check review
            joinery template check ./elsewhere/review
          """)

      @Argument(help: "Templates, or the paths of folders; all of the home if left out.")
      var names: [String] = []

      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        let bench = try global.open()
        var checks: [TemplateCheck] = []
        for name in names.isEmpty ? bench.templates().map(\.name) : names {
          let isPath = name.hasPrefix(".") || name.contains("/")
          let path = isPath ? URL(fileURLWithPath: name).standardizedFileURL.path : name
          checks.append(try await bench.checkTemplate(path))
        }
        try global.print(checks) { checks, terminal in
          checks.map { $0.text(terminal) }.joined(separator: "\n")
        }
        if !checks.allSatisfy(\.isValid) { throw ExitCode.failure }
      }
    }
  }
}

extension TemplateCheck {
  fileprivate func text(_ terminal: Terminal) -> String {
    let lines =
      problems.map { "\(terminal.styled("error", .red)) \(Terminal.line($0))" }
      + findings.map { $0.text(terminal) }
    return lines.isEmpty ? "\(Terminal.line(name)) can be used" : lines.joined(separator: "\n")
  }
}

extension TemplateView {
  fileprivate func text(_ terminal: Terminal) -> String {
    var lines = [
      "\(terminal.styled(Terminal.line(name), .bold))  makes a \(kind)",
      Terminal.line(summary).shortened(to: terminal.width),
    ]
    var table = Table(
      .text("parameter"), .text("type"), .flexible("value"), .flexible("what for"))
    for parameter in parameters {
      table.add(parameter.name, parameter.type, parameter.values, parameter.help)
    }
    if !parameters.isEmpty { lines += ["", table.text(terminal)] }
    var places = Table(
      .text("slot"), .flexible("takes"), .text("how many"), .text("lands"), .text("level"),
      .flexible("what for"))
    for slot in slots {
      let level = ["inline", "reference"].contains(slot.lands) ? "\(slot.level)" : "—"
      places.add(
        slot.name, slot.accepts.isEmpty ? "any" : slot.accepts.joined(separator: ", "),
        slot.number, slot.lands, level, slot.help)
    }
    if !slots.isEmpty { lines += ["", places.text(terminal)] }
    return lines.joined(separator: "\n")
  }
}

extension TemplateView.Parameter {
  /// What it may be, and what it is where nothing is set.
  fileprivate var values: String {
    var words = isRequired ? ["required"] : []
    if !fallback.isEmpty { words.append("default \(fallback.joined(separator: ", "))") }
    if !choices.isEmpty { words.append("one of \(choices.joined(separator: ", "))") }
    if let pattern { words.append(pattern) }
    return words.joined(separator: "; ")
  }
}

extension TemplateView.Slot {
  /// How many sections it takes.
  fileprivate var number: String {
    guard let most else { return least == 0 ? "any" : "\(least) or more" }
    return least == most ? "\(least)" : "\(least) to \(most)"
  }
}
