internal import Workbench

extension Tool {
  /// Finds what refers to something.
  static let whereUsed = Tool(
    name: "where_used",
    summary: "What links to, imports or calls a section or file, and what was composed of it.",
    input: .arguments(.needed("address", .text)),
    output: .answer(.needed("uses", .list))
  ) { bench, arguments, _ in
    let uses = try await bench.whereUsed(arguments.text("address") ?? "")
    let lines = uses.map { use in
      let place = use.section.map { "\($0.short) \($0.address)" } ?? use.path ?? use.written
      return "\(use.kind) \(place)"
    }
    let text = lines.isEmpty ? "Nothing refers to it." : lines.joined(separator: "\n")
    return try Answer(uses, as: "uses", text: text)
  }
}
