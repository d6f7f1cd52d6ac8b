internal import Mustache

/// Text of a template: Mustache, without what could execute or hide anything.
///
/// `{{name}}` is a parameter, `{{yaml.name}}` and `{{json.name}}` the same as a value of those
/// languages; `{{#name}}…{{/name}}` and `{{^name}}…{{/name}}` depend on whether it is set, and
/// `{{#has.slot}}` on whether that slot is filled; `{{! … }}` is a comment. A slot's `{{name}}`
/// stands alone on its line. Nothing else.
struct TemplateText: Sendable {
  /// A piece of what rendering gave.
  enum Piece: Equatable {
    /// Text, and the line of the template it comes from.
    case text(String, line: Int)
    /// The place for the sections of a slot.
    case slot(String)
  }

  /// The file it stands in, for messages and origins.
  let file: String
  /// The slots whose sections go into it.
  let slots: [String]
  private let mustache: MustacheTemplate

  /// Reads `text`, whose names must be in `vocabulary`.
  ///
  /// - Parameter line: where in `file` the text begins.
  /// - Throws: ``CompositionFailure/unreadable(file:line:reason:)`` at the first wrong tag.
  init(_ text: String, file: String, line: Int = 1, vocabulary: Vocabulary)
    throws(CompositionFailure)
  {
    var scanner = TagScanner(file: file, vocabulary: vocabulary)
    let marked = try scanner.mark(text.replacing("\r\n", with: "\n"), from: line)
    self.file = file
    slots = scanner.slots
    do {
      mustache = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + marked)
    } catch let error as MustacheTemplate.ParserError {
      let place = line + error.context.lineNumber - 2
      throw .unreadable(file: file, line: place, reason: "not valid Mustache: \(error.error)")
    } catch {
      throw .unreadable(file: file, line: line, reason: "not valid Mustache: \(error)")
    }
  }

  /// The text with its names replaced, in pieces.
  func pieces(_ names: Names) -> [Piece] {
    let rendered = mustache.render(names.context)
    var pieces: [Piece] = []
    var line = 1
    // What Mustache gave is text with marks in it: start of mark, its content, end of mark.
    for chunk in rendered.unicodeScalars.split(
      separator: Mark.start, omittingEmptySubsequences: false)
    {
      let parts = chunk.split(separator: Mark.end, maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 {
        let content = String(parts[0])
        if let number = Int(content) { line = number } else { pieces.append(.slot(content)) }
      }
      if let text = parts.last, !text.isEmpty { pieces.append(.text(String(text), line: line)) }
    }
    return pieces
  }

  /// The text with its names replaced, as one string. For paths and single lines.
  func string(_ names: Names) -> String {
    pieces(names).map { piece in
      if case .text(let text, _) = piece { text } else { "" }
    }.joined()
  }

  /// How lines and slots are marked on their way through Mustache. Neither templates nor
  /// parameters may hold control characters, so nothing else can look like a mark.
  enum Mark {
    /// What a mark begins with.
    static let start: Unicode.Scalar = "\u{1}"
    /// What a mark ends with.
    static let end: Unicode.Scalar = "\u{2}"
    /// The mark of a line.
    static func line(_ number: Int) -> String { "\(start)\(number)\(end)" }
    /// The mark of the place for a slot.
    static func slot(_ name: String) -> String { "\(start)\(name)\(end)" }
  }
}

/// What the names of a template stand for while it is rendered.
struct Names {
  private var values: [String: any Sendable] = [:]

  /// The names of `parameters`, plain and quoted.
  init(_ parameters: [String: Value]) {
    for (name, value) in parameters { values[name] = value.plain }
    values["yaml"] = parameters.mapValues(\.yaml)
    values["json"] = parameters.mapValues(\.json)
  }

  /// These names and `name`.
  func adding(_ name: String, _ value: any Sendable) -> Names {
    var names = self
    names.values[name] = value
    return names
  }

  /// These names and `others`.
  func adding(_ others: [String: String]) -> Names {
    others.reduce(self) { $0.adding($1.key, $1.value) }
  }

  /// The names as Mustache takes them.
  var context: [String: any Sendable] { values }
}
