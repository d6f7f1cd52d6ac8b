internal import Workbench

extension Tool {
  /// Finds what has to do with a section.
  static let relatedSections = Tool(
    name: "related_sections",
    summary: """
      What a section refers to, what refers to it, what stands around it, and sections elsewhere \
      with the same rare words.
      """,
    input: .arguments(
      .needed("address", .text), .optional("limit", .count(0...50), "by words; default 5")),
    output: .answer(.needed("related", .list))
  ) { bench, arguments, _ in
    let related = try bench.related(
      arguments.text("address") ?? "", limit: arguments.count("limit") ?? 5)
    let lines = related.map { item in
      let section = item.section
      return "\(item.how) \(section.short) ≈\(section.tokens) \(section.kind) \(section.address)"
    }
    let text = lines.isEmpty ? "Nothing has to do with it." : lines.joined(separator: "\n")
    return try Answer(related, as: "related", text: text)
  }
}
