internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Recipe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "recipe", abstract: "Look at what composed components are made of.",
      discussion: """
        Recipes are files of the workspace: recipes/NAME.yaml. templates/README.md describes them.

        Examples:
          joinery recipe show pr-review
          joinery recipe graph --dot | dot -Tsvg > recipes.svg
        """,
      subcommands: [Show.self, Graph.self])

    struct Show: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a recipe, and how its sections stand.",
        discussion: """
          A section is current, moved on since it was composed or pinned, new in the recipe, or \
          gone.

          Example:
            joinery recipe show pr-review
          """)

      @Argument(help: "The recipe.")
      var name: String

      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        try global.print(try await global.open().recipe(name)) { $0.text($1) }
      }
    }

    struct Graph: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Show which recipes take sections of which components.",
        discussion: """
          A component that was composed itself is shown with its recipe. Such recipes are \
          composed in that order.

          Examples:
            joinery recipe graph
            joinery recipe graph --dot
          """)

      @Flag(help: "Print it in the language of Graphviz.")
      var dot = false

      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        let graph = try await global.open().recipeGraph()
        try global.print(graph) { dot ? $0.dot : $0.text($1) }
      }
    }
  }
}

extension RecipeView {
  fileprivate func text(_ terminal: Terminal) -> String {
    var lines = [
      "\(terminal.styled(Terminal.line(name), .bold))  template \(Terminal.line(template)), "
        + "\(Terminal.line(path))"
    ]
    lines += parameters.map { setting in
      let values = setting.values.map(Terminal.line).joined(separator: ", ")
      return "  \(Terminal.line(setting.name)): \(values)".shortened(to: terminal.width)
    }
    var table = Table(
      .text("slot"), .place("what"), .text("how"), .text("state"), .number("tokens"))
    for slot in slots {
      for entry in slot.entries {
        table.add(
          slot.name, entry.name, entry.manner, entry.state.rawValue, "\(entry.tokens)")
      }
    }
    if slots.contains(where: { !$0.entries.isEmpty }) { lines += ["", table.text(terminal)] }
    if !files.isEmpty {
      lines += ["", "makes"] + files.map { "  \(Terminal.line($0))" }
    }
    return lines.joined(separator: "\n")
  }
}

extension RecipeView.Entry {
  /// The address, or the first words.
  fileprivate var name: String {
    if let address { return address }
    if let own { return own }
    return "“\(text?.split(whereSeparator: \.isNewline).first ?? "")”"
  }

  /// How it is taken.
  fileprivate var manner: String {
    var words =
      own != nil ? ["your file"] : address == nil ? ["text"] : [isPinned ? "pinned" : "floating"]
    if let level { words.append("level \(level)") }
    if !children { words.append("alone") }
    if !only.isEmpty { words.append("\(only.joined(separator: ", ")) only") }
    return words.joined(separator: ", ")
  }
}

extension RecipeGraph {
  fileprivate func text(_ terminal: Terminal) -> String {
    guard !(recipes + unreadable).isEmpty else { return "The workspace has no recipes." }
    var lines: [String] = []
    for recipe in recipes {
      lines.append(terminal.styled(Terminal.line(recipe), .bold))
      lines += edges.filter { $0.recipe == recipe }.map { edge in
        let made = edge.madeBy.map { ", composed from \(Terminal.line($0))" } ?? ""
        return "  \(edge.sections) of \(Terminal.line(edge.component))\(made)"
      }
    }
    lines += unresolved.map {
      "\(terminal.styled("leads nowhere", .yellow))  \(Terminal.line($0))"
    }
    lines += unreadable.map {
      "\(terminal.styled("cannot be read", .yellow))  \(Terminal.line($0))"
    }
    return lines.joined(separator: "\n")
  }

  /// The graph in the language of Graphviz.
  fileprivate var dot: String {
    func quoted(_ text: String) -> String {
      let safe = Terminal.line(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "\"\(safe)\""
    }
    var lines = recipes.map { "  \(quoted("recipe \($0)")) [shape=box, label=\(quoted($0))];" }
    lines += Set(edges.map(\.component)).sorted().map { "  \(quoted($0));" }
    for edge in edges {
      lines.append(
        "  \(quoted("recipe \(edge.recipe)")) -> \(quoted(edge.component)) "
          + "[label=\"\(edge.sections)\"];")
      if let maker = edge.madeBy {
        let line =
          "  \(quoted(edge.component)) -> \(quoted("recipe \(maker)")) [style=dashed];"
        if !lines.contains(line) { lines.append(line) }
      }
    }
    return "digraph recipes {\n\(lines.joined(separator: "\n"))\n}"
  }
}
