internal import Workbench

extension Tool {
  /// Shows what is inside of something, without its text.
  static let getOutline = Tool(
    name: "get_outline",
    summary: "The sections of a component, file or section: ids, titles, ≈tokens. No text.",
    input: .arguments(
      .needed("address", .text, "component, path, path#anchor or id"),
      .optional("depth", .count(1...32), "levels; default all"),
      .optional("limit", .count(1...2000), "sections; default 200")),
    output: .answer(.needed("files", .list))
  ) { bench, arguments, _ in
    let files = try bench.tree(arguments.text("address") ?? "")
    let (shown, left) = files.cut(
      depth: arguments.count("depth") ?? .max, limit: arguments.count("limit") ?? 200)
    var lines = shown.map(\.text)
    if left > 0 {
      lines.append("\(left) more sections; a larger limit or a section's id shows them")
    }
    return try Answer(shown, as: "files", text: lines.joined(separator: "\n"))
  }
}

extension [FileOutline] {
  /// The outlines without what is deeper, or comes after the first sections; and how many of those
  /// that are not too deep were left out.
  fileprivate func cut(depth: Int, limit: Int) -> (shown: [FileOutline], left: Int) {
    var room = limit
    var left = 0
    let shown: [FileOutline] = map { file in
      var file = file
      let top = file.sections.map(\.depth).min() ?? 0
      let wanted = file.sections.filter { $0.depth - top < depth }
      file.sections = [SectionView](wanted.prefix(room))
      room -= file.sections.count
      left += wanted.count - file.sections.count
      return file
    }
    return (shown, left)
  }
}

extension FileOutline {
  /// A line for the file, and one for each section, indented.
  fileprivate var text: String {
    let top = sections.map(\.depth).min() ?? 0
    let lines = sections.map { section in
      let indent = String(repeating: "  ", count: section.depth - top + 1)
      let title = section.title.isEmpty ? "" : " \(section.title.line(upTo: 100))"
      return "\(indent)\(section.short) ≈\(section.tokens) \(section.kind)\(title)"
    }
    return (["\(path) ≈\(tokens)"] + lines + warnings.map { "  warning: \($0.line())" })
      .joined(separator: "\n")
  }
}
