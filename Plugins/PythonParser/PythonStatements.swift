package import Sections
import TreeSitter

extension PythonParser: StatementParser {
  package var builtIns: Set<String> { BuiltInNames.all }

  package func statements(of source: Source) throws(ParseFailure) -> [Statement] {
    let syntax = try Syntax(source, as: .python)
    var builder = StatementBuilder(syntax)
    if let encoding = PythonParser.encoding(of: source) {
      builder.add(Statement(encoding, .header))
    }
    for node in StatementBuilder.nodes(of: syntax, root: "module") {
      guard node.kind != "comment" else { continue }
      builder.add(PythonParser.statement(node, in: syntax))
    }
    return builder.list()
  }

  private static func statement(_ node: SyntaxNode, in syntax: Syntax) -> Statement {
    let kind = PythonName.vocabulary[node]
    if kind == .importStatement || kind == .importFrom || kind == .future {
      let imports = PythonImports(node, in: syntax)
      return Statement(
        node.range, kind == .future ? .setup : .import, defines: Set(imports.names.map(\.name)),
        imports: imports.imports)
    }
    var reader = PythonNameReader(syntax)
    reader.read(node)
    let isMain = PythonReader.isMain(node, in: syntax)
    let isDefinition = !reader.defined.isEmpty || !reader.changes.isEmpty
    return Statement(
      node.range, isMain ? .main : isDefinition ? .definition : .effect, defines: reader.defined,
      changes: reader.changes, uses: reader.used(), mentions: reader.mentions)
  }

  /// The comment in the first two lines that names the encoding, where it is not UTF-8.
  private static func encoding(of source: Source) -> Range<Int>? {
    let lines = LineTable(source.bytes)
    for line in 0..<min(2, lines.starts.count) {
      let text = source.text(lines.range(ofLine: line))
      guard text.first == "#" else { return nil }
      guard let match = text.firstMatch(of: /coding[=:][ \t]*([-\w.]+)/) else { continue }
      let name = match.1.lowercased()
      return name.hasPrefix("utf-8") || name.hasPrefix("utf8") ? nil : lines.range(ofLine: line)
    }
    return nil
  }
}
