internal import ArgumentParser

extension Joinery {
  struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "manual",
      abstract: "Print the manual page.",
      discussion: """
        Examples:
          joinery manual | man -l -
          joinery manual > ~/.local/share/man/man1/joinery.1
        """)

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() throws {
      let page = ManualPage.text(of: Joinery.self)
      try global.print(["page": page]) { value, _ in value["page"] ?? "" }
    }
  }
}

/// The manual page in roff, made from the help of every command.
enum ManualPage {
  /// The page for `root` and all commands below it.
  static func text(of root: any ParsableCommand.Type) -> String {
    var page = """
      .TH JOINERY 1 "" "Joinery \(Joinery.version)" "User Commands"
      .SH NAME
      joinery \\- \(escaped(root.configuration.abstract))
      .SH DESCRIPTION
      \(verbatim(root.helpMessage(columns: 78)))
      .SH COMMANDS

      """
    for command in commands(below: root) {
      page += """
        .SS \(escaped(command.path.joined(separator: " ")))
        \(verbatim(root.helpMessage(for: command.type, columns: 78)))

        """
    }
    return page
  }

  private static func commands(
    below root: any ParsableCommand.Type, path: [String] = ["joinery"]
  ) -> [(path: [String], type: any ParsableCommand.Type)] {
    let configuration = root.configuration
    let all =
      configuration.ungroupedSubcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
    return all.flatMap { command in
      let own = path + [command._commandName]
      return [(own, command)] + commands(below: command, path: own)
    }
  }

  private static func verbatim(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let safe = lines.map { line in
      let text = escaped(String(line))
      return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
    }
    return ".nf\n\(safe.joined(separator: "\n"))\n.fi"
  }

  /// The text with what roff takes for its own, and what it knows only by number, spelled out.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\e"
      case "-": "\\-"
      case _ where scalar.isASCII: String(scalar)
      default: "\\[u\(String(scalar.value, radix: 16, uppercase: true).paddedToFour)]"
      }
    }.joined()
  }
}

extension String {
  /// The digits with zeros before them up to four: roff takes no fewer.
  fileprivate var paddedToFour: String { String(repeating: "0", count: max(0, 4 - count)) + self }
}
