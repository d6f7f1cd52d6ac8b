internal import Sections
internal import Yams

extension Recipe {
  /// Reads a recipe.
  ///
  /// - Parameter file: its path, for messages.
  /// - Throws: ``CompositionFailure/unreadable(file:line:reason:)``.
  package init(_ bytes: [UInt8], file: String) throws(CompositionFailure) {
    let keys = ["template", "parameters", "slots", "renames", "stamp", "modules", "budget", "own"]
    let fields = try Fields(document: bytes, file: file, keys: keys)
    self.init(template: try fields.required("template"))
    renames = try fields.flag("renames") ?? false
    stamps = try fields.flag("stamp") ?? false
    followsModules = try fields.flag("modules") ?? false
    budget = try fields.integer("budget")
    if let budget, budget < 1 { throw fields.failure("budget", "should be 1 or more") }
    if let node = fields.node("own"), node.null == nil {
      let files = try Fields(node, file: file, keys: nil)
      for path in files.keys {
        let source = try files.string(path) ?? ""
        let line = files.node(path)?.mark?.line ?? files.line
        own[path] =
          source.isEmpty ? .some(nil) : try Entry.address(source, file: file, line: line)
      }
    }
    if let node = fields.node("parameters"), node.null == nil {
      let settings = try Fields(node, file: file, keys: nil)
      for name in settings.keys { parameters[name] = try settings.setting(name) }
    }
    if let node = fields.node("slots"), node.null == nil {
      let lists = try Fields(node, file: file, keys: nil)
      for name in lists.keys {
        slots[name] = try lists.list(name).map { (node) throws(CompositionFailure) in
          try Entry(node, file: file)
        }
      }
    }
  }

  /// The recipe as its file has it: the same for equal recipes.
  package var text: String {
    var text = "template: \(Quoted.yaml(template))\n"
    if !parameters.isEmpty { text += "parameters:\n" }
    for (name, setting) in parameters.sorted(by: { $0.key < $1.key }) {
      text += "  \(Quoted.yaml(name)): \(setting.yaml)\n"
    }
    if let budget { text += "budget: \(budget)\n" }
    if renames { text += "renames: true\n" }
    if stamps { text += "stamp: true\n" }
    if followsModules { text += "modules: true\n" }
    if !own.isEmpty { text += "own:\n" }
    for (path, source) in own.sorted(by: { $0.key < $1.key }) {
      text += "  \(Recipe.line(own: path, of: source))\n"
    }
    if !slots.isEmpty { text += "slots:\n" }
    for (name, entries) in slots.sorted(by: { $0.key < $1.key }) {
      text += "  \(Quoted.yaml(name)):\(entries.isEmpty ? " []" : "")\n"
      text += entries.flatMap { $0.lines(indent: 4) }.map { "\($0)\n" }.joined()
    }
    return text
  }

  /// A line of ``own``.
  static func line(own path: String, of source: Address?) -> String {
    "\(Quoted.yaml(path)): \(Quoted.yaml(source?.text ?? ""))"
  }
}

extension Recipe.Entry {
  /// Reads `ADDRESS`, or a mapping with the key `section`, `text` or `own`.
  fileprivate init(_ node: Node, file: String) throws(CompositionFailure) {
    if let scalar = node.scalar {
      self.init(try Self.address(scalar.string, file: file, line: node.mark?.line ?? 1))
      return
    }
    let keys = ["section", "title", "level", "children", "only", "text", "own", "of"]
    let fields = try Fields(node, file: file, keys: keys)
    if let text = try fields.string("text") {
      guard fields.keys.count == 1 else { throw fields.failure("text", "stands alone") }
      self.init(text: text)
      return
    }
    if let own = try fields.string("own") {
      guard fields.keys.allSatisfy(["own", "of", "title"].contains) else {
        throw fields.failure("own", "stands alone, or with “of” and “title”")
      }
      let isSeveral = fields.node("of")?.sequence != nil
      let sources =
        isSeveral ? try fields.strings("of") : try fields.string("of").map { [$0] } ?? []
      let addresses = try sources.map { (text) throws(CompositionFailure) in
        try Self.address(text, file: file, line: fields.line)
      }
      self.init(own: own, of: addresses.first, title: try Self.title(fields))
      also = Array(addresses.dropFirst())
      return
    }
    guard fields.node("of") == nil else { throw fields.failure("of", "stands with “own”") }
    let text = try fields.required("section")
    self.init(try Self.address(text, file: file, line: fields.line))
    title = try Self.title(fields)
    level = try fields.integer("level")
    guard level.map((1...6).contains) ?? true else {
      throw fields.failure("level", "should be 1 to 6")
    }
    children = try fields.flag("children") ?? true
    for name in try fields.strings("only") {
      guard let kept = Kept(rawValue: name) else {
        throw fields.failure("only", "should be a list of code and prose")
      }
      only.insert(kept)
    }
  }

  private static func title(_ fields: Fields) throws(CompositionFailure) -> String? {
    let title = try fields.string("title")
    if title?.contains(where: \.isNewline) == true {
      throw fields.failure("title", "should be one line")
    }
    if title?.allSatisfy(\.isWhitespace) == true {
      throw fields.failure("title", "should have a word in it")
    }
    return title
  }

  fileprivate static func address(
    _ text: String, file: String, line: Int
  ) throws(CompositionFailure) -> Address {
    do {
      return try Address(text)
    } catch {
      throw .unreadable(file: file, line: line, reason: error.problem)
    }
  }

  /// The entry as lines of a list that stands `indent` blanks from the left.
  func lines(indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    if let text {
      guard Self.isLiteral(text) else { return ["\(margin)- text: \(Quoted.json(text))"] }
      let words = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
      return ["\(margin)- text: |"] + words.map { $0.isEmpty ? "" : "\(margin)    \($0)" }
    }
    let more = more
    if let own {
      return ["\(margin)- own: \(Quoted.yaml(own))"] + more.map { "\(margin)  \($0)" }
    }
    guard !more.isEmpty else { return ["\(margin)- \(Quoted.yaml(address.text))"] }
    return ["\(margin)- section: \(Quoted.yaml(address.text))"] + more.map { "\(margin)  \($0)" }
  }

  /// The entry on one line, for a list in brackets.
  var flow: String {
    if let text { return "{text: \(Quoted.json(text))}" }
    let more = more
    if let own { return "{\((["own: \(Quoted.json(own))"] + more).joined(separator: ", "))}" }
    guard !more.isEmpty else { return Quoted.json(address.text) }
    return "{\((["section: \(Quoted.json(address.text))"] + more).joined(separator: ", "))}"
  }

  private var more: [String] {
    var more: [String] = []
    if own != nil, address != .nothing {
      let all = ([address] + also).map { Quoted.json($0.text) }.joined(separator: ", ")
      more.append(also.isEmpty ? "of: \(Quoted.yaml(address.text))" : "of: [\(all)]")
    }
    if let title { more.append("title: \(Quoted.yaml(title))") }
    if let level { more.append("level: \(level)") }
    if !children { more.append("children: false") }
    if !only.isEmpty {
      more.append("only: [\(only.map(\.rawValue).sorted().joined(separator: ", "))]")
    }
    return more
  }

  /// Whether `text` reads back the same from a block of lines.
  private static func isLiteral(_ text: String) -> Bool {
    guard text.hasSuffix("\n"), !text.hasSuffix("\n\n"), text.count > 1,
      let first = text.first, first != " ", first != "\n"
    else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n"
        || (scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
          && !["\u{2028}", "\u{2029}", "\u{FEFF}"].contains(scalar)
          && !scalar.properties.isNoncharacterCodePoint)
    }
  }
}

extension Setting {
  /// The setting as a value in a recipe.
  var yaml: String {
    switch self {
    case .text(let text): Quoted.yamlScalar(text)
    case .list(let texts): "[\(texts.map(Quoted.yamlScalar).joined(separator: ", "))]"
    }
  }
}
