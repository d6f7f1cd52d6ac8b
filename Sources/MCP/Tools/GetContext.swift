internal import Workbench

extension Tool {
  /// Packs what serves a task best.
  static let getContext = Tool(
    name: "get_context",
    summary: "The best sections for a task, whole and in reading order, within a budget of tokens.",
    input: .arguments(
      .needed("task", .text, "in words"),
      .optional("budget", .count(1...1_000_000), "tokens; default 4000")),
    output: .answer(
      .needed("sections", .list), .needed("left_out", .list), .needed("tokens", .number),
      .needed("budget", .number))
  ) { bench, arguments, _ in
    let pack = try await bench.context(
      arguments.text("task") ?? "", budget: arguments.count("budget") ?? 4000)
    return try Answer(pack, text: pack.lines)
  }
}

extension ContextPack {
  /// So many of the sections that were left out are named.
  private static let named = 10

  /// Each section under its address, and what was left out.
  fileprivate var lines: String {
    guard !sections.isEmpty || !leftOut.isEmpty else {
      return "Nothing fits. Fewer or other words may find more."
    }
    var lines = sections.flatMap { part in
      ["── \(part.section.short) ≈\(part.section.tokens) \(part.section.address)", part.text]
    }
    lines.append("≈\(tokens) of \(budget) tokens.")
    if !leftOut.isEmpty {
      lines.append("Left out, get_section reads them:")
      lines += leftOut.prefix(Self.named).map { left in
        "\(left.section.short) ≈\(left.section.tokens) \(left.section.address): \(left.reason)"
      }
      let more = leftOut.count - Self.named
      if more > 0 { lines.append("and \(more) more") }
    }
    return lines.joined(separator: "\n")
  }
}
