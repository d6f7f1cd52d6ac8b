/// What every parser must do, ours and other people's. ‘joinery parser check’ runs it.
public enum Conformance {
  /// One thing a parser did wrong.
  public struct Finding: Sendable, Equatable, CustomStringConvertible {
    /// The file it was shown.
    public let path: String
    /// What was wrong.
    public let problem: String
    public var description: String { "\(path): \(problem)" }
  }

  /// Shows `parser` each of `sources`, and hostile variations of them, and says what it did wrong.
  ///
  /// Checked: ranges in bounds, in order and nested; the same outline twice; the sections put
  /// together are the file; a file cut off anywhere, with another line ending, a byte order mark, or bytes that are
  /// not UTF-8, is read without breaking the rules.
  public static func findings(
    for parser: some SectionParser, on sources: [Source]
  ) async -> [Finding] {
    var findings = identity(of: parser)
    for source in sources {
      for variation in variations(of: source) {
        findings += await check(parser, variation)
      }
    }
    return findings
  }

  private static func identity(of parser: some SectionParser) -> [Finding] {
    var problems: [String] = []
    let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
    if parser.id.isEmpty || !parser.id.allSatisfy(allowed.contains) {
      problems.append("the id “\(parser.id)” is not lower-case letters, digits and hyphens")
    }
    if parser.version < 1 { problems.append("the version is \(parser.version), less than 1") }
    if parser.claims.isEmpty { problems.append("it claims no file") }
    return problems.map { Finding(path: "(parser)", problem: $0) }
  }

  /// The file itself, and what people and accidents make of files.
  static func variations(of source: Source) -> [Source] {
    let bytes = source.bytes
    var texts: [(String, [UInt8])] = [("", bytes), ("empty", []), ("one line break", [0x0A])]
    texts.append(("byte order mark", [0xEF, 0xBB, 0xBF] + bytes))
    texts.append(("CR LF", bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }))
    texts.append(("CR", bytes.map { $0 == 0x0A ? 0x0D : $0 }))
    texts.append(("not UTF-8", bytes.enumerated().map { $0.offset % 97 == 96 ? 0xFF : $0.element }))
    texts.append(("no final line break", Array(bytes.reversed().drop { $0 == 0x0A }.reversed())))
    for eighth in 1..<8 { texts.append(("cut off", Array(bytes.prefix(bytes.count * eighth / 8)))) }
    return texts.map { label, bytes in
      let path = label.isEmpty ? source.path : "\(label) · \(source.path)"
      return Source(path: path, bytes: bytes)
    }
  }

  private static func check(_ parser: some SectionParser, _ source: Source) async -> [Finding] {
    func finding(_ problem: String) -> [Finding] { [Finding(path: source.path, problem: problem)] }
    do {
      let outline = try await parser.outline(of: source)
      try outline.check(against: source)
      guard try await parser.outline(of: source) == outline else {
        return finding("the same bytes gave two outlines")
      }
      let cuts = outline.cuts(of: source)
      let together = cuts.filter { $0.depth == 0 }.flatMap { source.bytes[$0.range] }
      return together == source.bytes ? [] : finding("the sections put together are not the file")
    } catch let failure as OutlineFailure {
      return finding(failure.problem)
    } catch let failure as ParseFailure {
      return finding("no outline: \(failure.problem)")
    } catch {
      return finding("\(error)")
    }
  }
}
