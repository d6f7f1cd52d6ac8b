import Sections
import TreeSitter

/// Reads one file's tree into an outline.
///
/// Most definitions stand inside something that belongs to them: `export`, `const f =`, a
/// decorator, the comma of an object's member. The walk meets that first, and notes for the
/// definition inside what its range is to be.
struct ScriptReader {
  let syntax: Syntax
  let vocabulary: Vocabulary<ScriptNode>
  var builder: OutlineBuilder
  /// The ranges that definitions get, by their own ranges.
  var widened: [Range<Int>: Range<Int>] = [:]
  /// Where functions, classes and objects begin that have got a name already.
  var named: Set<Int> = []
  /// The declarations that are exported, and the names in them.
  var exported: Set<Range<Int>> = []
  /// What the grammar made no definitions of, by its first word.
  var broken: [Range<Int>: (kind: SectionKind, name: SyntaxNode, range: Range<Int>)] = [:]
  /// The members of classes and of objects with names.
  var members: Set<Range<Int>> = []

  private init(_ syntax: Syntax, _ script: Script) {
    self.syntax = syntax
    vocabulary = script.vocabulary
    builder = OutlineBuilder(syntax)
  }

  /// The outline of `source`.
  static func outline(
    of source: Source, as script: Script
  ) throws(ParseFailure) -> Outline {
    let syntax = try Syntax(source, as: script.grammar)
    if isMinified(syntax) {
      return Outline(warnings: syntax.warnings + ["its lines are a machine's: kept in one piece"])
    }
    var reader = ScriptReader(syntax, script)
    syntax.walk { reader.read($0) }
    return reader.builder.outline()
  }

  /// Whether no person wrote the file's lines: there are many bytes, and few line breaks.
  private static func isMinified(_ syntax: Syntax) -> Bool {
    let count = syntax.source.bytes.count
    return count > 10_000 && count / syntax.lines.starts.count > 250
  }

  /// Reads one node, and says whether to look inside.
  private mutating func read(_ node: SyntaxNode) -> Bool {
    if node.isError { readError(node) }
    if let broken = broken[node.range] {
      builder.define(broken.kind, plainName(broken.name), at: broken.range)
    }
    guard let kind = vocabulary[node] else { return true }
    switch kind {
    case .exportStatement: readExport(node)
    case .ambient: readAmbient(node)
    case .expressionStatement: if let inner = node.firstNamedChild { widen(inner, like: node) }
    case .lexicalDeclaration, .variableDeclaration: readDeclaration(node)
    case .variableDeclarator: readDeclarator(node)
    case .assignment: readAssignment(node)
    case .classBody: readClassBody(node)
    case .object: if named.contains(node.range.lowerBound) { readObject(node) }
    case .pair, .methodDefinition, .methodSignature, .abstractMethodSignature, .fieldDefinition,
      .publicField:
      readMember(node, kind)
    case .functionDeclaration, .generatorDeclaration, .functionSignature:
      define(node, .function)
    case .classDeclaration, .abstractClass: define(node, .class)
    case .interface: define(node, .interface)
    case .typeAlias: define(node, .type)
    case .enum: define(node, .enumeration)
    case .internalModule, .module: define(node, .namespace)
    case .importStatement: readImport(node)
    case .call: readCall(node)
    case .new: readName(node.child("constructor"))
    case .jsxOpening, .jsxSelfClosing: readElement(node)
    default: break
    }
    return true
  }

  /// Defines what `node` declares by its own name.
  private mutating func define(_ node: SyntaxNode, _ kind: SectionKind) {
    guard let name = node.child("name") else { return }
    builder.define(kind, plainName(name), at: range(of: node))
  }

  // MARK: - Ranges

  /// Notes that `inner` gets the range of `outer`, or what `outer` itself gets.
  mutating func widen(_ inner: SyntaxNode, like outer: SyntaxNode) {
    widened[inner.range] = widened[outer.range] ?? outer.range
  }

  /// The bytes that belong to the definition `node`.
  func range(of node: SyntaxNode) -> Range<Int> { widened[node.range] ?? node.range }

  /// `range` with the comma or semicolon after it; a comma that begins its first line too.
  func withSeparators(_ range: Range<Int>) -> Range<Int> {
    let bytes = syntax.source.bytes
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    var end = range.upperBound
    while end < bytes.count, isBlank(bytes[end]) { end += 1 }
    let hasEnd = end < bytes.count && (bytes[end] == 0x2C || bytes[end] == 0x3B)
    var start = range.lowerBound
    while start > 0, isBlank(bytes[start - 1]) { start -= 1 }
    guard start > 0, bytes[start - 1] == 0x2C else {
      return range.lowerBound..<(hasEnd ? end + 1 : range.upperBound)
    }
    let comma = start - 1
    start = comma
    while start > 0, isBlank(bytes[start - 1]) { start -= 1 }
    let beginsLine = start == 0 || bytes[start - 1] == 0x0A || bytes[start - 1] == 0x0D
    return (beginsLine ? comma : range.lowerBound)..<(hasEnd ? end + 1 : range.upperBound)
  }

  // MARK: - Names

  /// The name that `node` is: without the quotes of a string, without the `#` of a private name.
  func plainName(_ node: SyntaxNode) -> String {
    let text = syntax.source.text(node.range.prefix(400))
    if vocabulary[node] == .string { return String(text.dropFirst().dropLast()) }
    return text
  }

  /// What addresses call `name`: a private name goes without its `#`, which means something there.
  func anchor(_ name: String) -> String? {
    name.contains("#") ? name.replacing("#", with: "") : nil
  }
}
