/// The suffixes by which files of Markdown are told from others: one list for all who ask.
package enum MarkdownSuffix {
  /// The suffixes, lower case, with their dots.
  package static let all = [".md", ".markdown", ".mdown", ".mkd", ".mdx", ".mdc"]

  /// Whether the file at `path` is Markdown by its name, however that is capitalized.
  package static func ends(_ path: some StringProtocol) -> Bool {
    let lower = path.lowercased()
    return all.contains { lower.hasSuffix($0) }
  }
}
