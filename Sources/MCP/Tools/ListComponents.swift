internal import Workbench

extension Tool {
  /// Lists what the library has.
  static let listComponents = Tool(
    name: "list_components",
    summary: "The library's skills, commands, agents, hooks, plugins, with what each is for.",
    input: .arguments(
      .optional("kind", .text, "skill, command, agent, hook, plugin, …"),
      .optional("limit", .count(1...1000), "default 50"), .optional("offset", .count(0 ... .max))),
    output: .answer(.needed("components", .list), .needed("total", .number))
  ) { bench, arguments, _ in
    let all = try bench.list(kind: arguments.text("kind"))
    let page = ComponentPage(
      all, offset: arguments.count("offset") ?? 0, limit: arguments.count("limit") ?? 50)
    return try Answer(page, text: page.text)
  }
}

/// Some of the components there are.
private struct ComponentPage: Encodable {
  /// The components, by path.
  let components: [ComponentView]
  /// How many there are.
  let total: Int
  /// How many were left out before these.
  let offset: Int

  init(_ all: [ComponentView], offset: Int, limit: Int) {
    components = Array(all.dropFirst(offset).prefix(limit))
    total = all.count
    self.offset = offset
  }

  /// A line for each.
  var text: String {
    let lines = components.map { each in
      let about = each.description.map { " — \($0.line(upTo: 100))" } ?? ""
      return "\(each.kind) \(each.path) ≈\(each.tokens)\(about)"
    }
    let last = offset + components.count
    let rest = last < total ? ["\(last) of \(total); offset \(last) gives more"] : []
    return lines.isEmpty ? "There are none." : (lines + rest).joined(separator: "\n")
  }
}
