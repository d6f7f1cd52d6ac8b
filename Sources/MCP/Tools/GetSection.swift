internal import Workbench

extension Tool {
  /// Reads one section.
  static let getSection = Tool(
    name: "get_section",
    summary: "The text of one section, or of a file. Sections inside that do not fit are listed.",
    input: .arguments(
      .needed("address", .text, "id, path#anchor or path"),
      .optional("children", .flag, "with the sections inside; default true"),
      .optional("max_tokens", .count(1...1_000_000), "default 8000")),
    output: .answer(
      .needed("address", .text), .needed("text", .text), .needed("tokens", .number),
      .needed("total_tokens", .number), .needed("omitted", .list), .needed("is_cut", .flag))
  ) { bench, arguments, _ in
    let excerpt = try bench.excerpt(
      arguments.text("address") ?? "", children: arguments.flag("children") ?? true,
      limit: arguments.count("max_tokens") ?? 8000)
    return try Answer(excerpt, text: excerpt.lines)
  }
}

extension Excerpt {
  /// The address, the text, and what was left out.
  fileprivate var lines: String {
    var lines = ["\(address) ≈\(tokens)", text]
    if !omitted.isEmpty {
      lines.append("Left out, get_section reads them:")
      lines += omitted.map { "\($0.short) ≈\($0.tokens) \($0.address)" }
    }
    if isCut {
      lines.append("Cut: ≈\(tokens) of ≈\(totalTokens) tokens; raise max_tokens for more.")
    }
    if !isExact { lines.append("Not valid UTF-8: what is not is shown as U+FFFD.") }
    return lines.joined(separator: "\n")
  }
}
