internal import Workbench

extension Tool {
  /// Finds sections.
  static let searchSections = Tool(
    name: "search_sections",
    summary: """
      Find sections of skills, commands, docs and code by words and meaning. Start here; then \
      get_outline, get_section. In the query: "exact phrase", word*, kind:, component:, lang:, \
      in:PATH.
      """,
    input: .arguments(
      .needed("query", .text), .optional("limit", .count(1...50), "default 8"),
      .optional("offset", .count(0 ... .max))),
    output: .answer(
      .needed("hits", .list), .needed("total", .number), .needed("offset", .number))
  ) { bench, arguments, _ in
    let found = try await bench.search(
      arguments.text("query") ?? "", limit: arguments.count("limit") ?? 8,
      offset: arguments.count("offset") ?? 0)
    return try Answer(found, text: found.text)
  }
}

extension SearchResult {
  /// Two lines a hit: id, cost and address; and what was found.
  fileprivate var text: String {
    guard !hits.isEmpty else { return "Nothing found. Fewer or other words may find more." }
    let lines = hits.flatMap { hit in
      let section = hit.section
      let snippet = hit.snippet.map(\.text).joined().line()
      return ["\(section.short) ≈\(section.tokens) \(section.kind) \(section.address)"]
        + (snippet.isEmpty ? [] : ["  \(snippet)"])
    }
    let last = offset + hits.count
    let rest = last < total ? ["\(offset + 1)–\(last) of \(total); offset \(last) gives more"] : []
    return (lines + rest).joined(separator: "\n")
  }
}
