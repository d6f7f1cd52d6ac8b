/// The parsers a host works with. Where two claim a file, the earlier has it.
public struct ParserRegistry: Sendable {
  /// The parsers, in order of precedence.
  public let parsers: [any SectionParser]
  private let positions: [Claim: Int]
  private let suffixes: [Substring: Int]

  /// A registry of `parsers`, the first with precedence.
  public init(_ parsers: [any SectionParser]) {
    self.parsers = parsers
    var positions: [Claim: Int] = [:]
    for (position, parser) in parsers.enumerated() {
      for claim in parser.claims where positions[claim] == nil { positions[claim] = position }
    }
    self.positions = positions
    suffixes = Dictionary(
      uniqueKeysWithValues: positions.compactMap { claim, position in
        if case .suffix(let suffix) = claim { (suffix[...], position) } else { nil }
      })
  }

  /// The registry with `parsers` ahead of those here.
  public func preceded(by parsers: [any SectionParser]) -> ParserRegistry {
    ParserRegistry(parsers + self.parsers)
  }

  /// The parser for `source`: told by its name's suffix, else its name, else its `#!` line. Of
  /// suffixes the longest that is claimed counts. Nil where nobody claims it: one plain section.
  public func parser(for source: Source) -> (any SectionParser)? {
    if let parser = parser(forName: source.path) { return parser }
    guard let interpreter = source.interpreter else { return nil }
    return positions[.interpreter(interpreter)].map { parsers[$0] }
  }

  /// The parser that claims a file by the last part of `path` alone.
  public func parser(forName path: String) -> (any SectionParser)? {
    let bytes = path.utf8
    let start = bytes.lastIndex(of: UInt8(ascii: "/")).map(bytes.index(after:)) ?? bytes.startIndex
    let name = path[start...]
    guard !name.isEmpty else { return nil }
    let lower = name.lowercased()
    var rest = lower.utf8.dropFirst()
    while let dot = rest.firstIndex(of: UInt8(ascii: ".")) {
      if let position = suffixes[lower[dot...]] { return parsers[position] }
      rest = rest[dot...].dropFirst()
    }
    return positions[.name(String(name))].map { parsers[$0] }
  }

  /// The parser of that id.
  public func parser(id: String) -> (any SectionParser)? { parsers.first { $0.id == id } }

  /// Reads `source` with the parser that claims it. This is the border: what comes back has been
  /// checked, and a file whose parser failed has an empty outline with a warning.
  public func read(_ source: Source) async -> Reading {
    let parser = parser(for: source)
    guard let parser, !source.isBinary, !source.bytes.isEmpty else {
      return Reading(source: source, outline: Outline(), parser: parser)
    }
    do {
      let outline = try await parser.outline(of: source)
      try outline.check(against: source)
      return Reading(source: source, outline: outline, parser: parser)
    } catch let failure as any Explained {
      let outline = Outline(warnings: ["\(parser.id): \(failure.problem)"])
      return Reading(source: source, outline: outline, parser: parser)
    } catch {
      let outline = Outline(warnings: ["\(parser.id): \(error)"])
      return Reading(source: source, outline: outline, parser: parser)
    }
  }
}

/// What came of reading one file: its outline, checked, and the sections cut along it.
public struct Reading: Sendable {
  /// The file.
  public let source: Source
  /// What its parser said. Empty where nobody claims the file, or the parser failed.
  public let outline: Outline
  /// The sections, in reading order.
  public let cuts: [Cut]
  /// Which parser read it, `ID/VERSION`; nil where none claims it.
  public let parser: String?

  init(source: Source, outline: Outline, parser: (any SectionParser)?) {
    self.source = source
    self.outline = outline
    self.parser = parser.map { "\($0.id)/\($0.version)" }
    cuts = outline.cuts(of: source)
  }
}

extension ParserRegistry {
  /// The statements at the top of `source`, and the names that its language knows; nil where its
  /// parser cannot tell.
  public func statements(
    of source: Source
  ) async -> (statements: [Statement], builtIns: Set<String>)? {
    guard let parser = parser(for: source) as? any StatementParser, !source.isBinary,
      let statements = try? await parser.statements(of: source)
    else { return nil }
    return (statements, parser.builtIns)
  }
}
