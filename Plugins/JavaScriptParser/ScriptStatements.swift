package import Sections
import TreeSitter

extension JavaScriptParser: StatementParser {
  package var builtIns: Set<String> { BuiltInNames.all }

  package func statements(of source: Source) throws(ParseFailure) -> [Statement] {
    try ScriptStatements.all(of: source, as: .javaScript)
  }
}

extension TypeScriptParser: StatementParser {
  package var builtIns: Set<String> { BuiltInNames.all }

  package func statements(of source: Source) throws(ParseFailure) -> [Statement] {
    try ScriptStatements.all(of: source, as: script(for: source))
  }
}

/// Reads the statements at the top of a file.
private enum ScriptStatements {
  static func all(of source: Source, as script: Script) throws(ParseFailure) -> [Statement] {
    let syntax = try Syntax(source, as: script.grammar)
    var builder = StatementBuilder(syntax)
    var isDirective = true
    for node in StatementBuilder.nodes(of: syntax, root: "program") {
      if ["comment", "hash_bang_line", "empty_statement"].contains(node.kind) { continue }
      isDirective = isDirective && isText(node)
      builder.add(
        isDirective
          ? Statement(node.range, .setup) : statement(node, in: syntax, script.names))
    }
    return builder.list()
  }

  private static func statement(
    _ node: SyntaxNode, in syntax: Syntax, _ vocabulary: Vocabulary<ScriptName>
  ) -> Statement {
    let imports = ScriptImports(node, in: syntax, vocabulary).imports
    if !imports.isEmpty {
      let names = Set(imports.flatMap(\.names).map(\.name))
      return Statement(node.range, .import, defines: names, imports: imports)
    }
    var reader = ScriptNameReader(syntax, vocabulary)
    reader.read(node)
    let isDefinition = !reader.defined.isEmpty || !reader.changes.isEmpty
    return Statement(
      node.range, isDefinition ? .definition : .effect, defines: reader.defined,
      changes: reader.changes, uses: reader.used(), mentions: reader.mentions)
  }

  /// `"use strict";`
  private static func isText(_ node: SyntaxNode) -> Bool {
    node.kind == "expression_statement" && node.firstNamedChild?.kind == "string"
  }
}
