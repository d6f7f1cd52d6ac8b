internal import Sections
internal import Yams

extension Recipe {
  /// Reads a recipe.
  ///
  /// - Parameter file: its path, for messages.
  /// - Throws: ``CompositionFailure/unreadable(file:line:reason:)``.
  package init(_ bytes: [UInt8], file: String) throws(CompositionFailure) {
    let keys = ["template", "parameters", "slots", "renames", "budget"]
    let fields = try Fields(document: bytes, file: file, keys: keys)
    self.init(template: try fields.required("template"))
    renames = try fields.flag("renames") ?? false
    budget = try fields.integer("budget")
    if let budget, budget < 1 { throw fields.failure("budget", "should be 1 or more") }
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
    if !slots.isEmpty { text += "slots:\n" }
    for (name, entries) in slots.sorted(by: { $0.key < $1.key }) {
      text += "  \(Quoted.yaml(name)):\(entries.isEmpty ? " []" : "")\n"
      text += entries.map(\.yaml).joined()
    }
    return text
  }
}

extension Recipe.Entry {
  /// Reads `ADDRESS`, or a mapping with the key `section`.
  fileprivate init(_ node: Node, file: String) throws(CompositionFailure) {
    if let scalar = node.scalar {
      self.init(try Self.address(scalar.string, file: file, line: node.mark?.line ?? 1))
      return
    }
    let fields = try Fields(node, file: file, keys: ["section", "title", "level", "children"])
    let text = try fields.required("section")
    self.init(try Self.address(text, file: file, line: fields.line))
    title = try fields.string("title")
    if title?.contains(where: \.isNewline) == true {
      throw fields.failure("title", "should be one line")
    }
    level = try fields.integer("level")
    guard level.map((1...6).contains) ?? true else {
      throw fields.failure("level", "should be 1 to 6")
    }
    children = try fields.flag("children") ?? true
  }

  private static func address(
    _ text: String, file: String, line: Int
  ) throws(CompositionFailure) -> Address {
    do {
      return try Address(text)
    } catch {
      throw .unreadable(file: file, line: line, reason: error.problem)
    }
  }

  fileprivate var yaml: String {
    let address = Quoted.yaml(address.text)
    var more: [String] = []
    if let title { more.append("title: \(Quoted.yaml(title))") }
    if let level { more.append("level: \(level)") }
    if !children { more.append("children: false") }
    guard !more.isEmpty else { return "    - \(address)\n" }
    return "    - section: \(address)\n" + more.map { "      \($0)\n" }.joined()
  }
}

extension Setting {
  fileprivate var yaml: String {
    switch self {
    case .text(let text): Quoted.yamlScalar(text)
    case .list(let texts): "[\(texts.map(Quoted.yamlScalar).joined(separator: ", "))]"
    }
  }
}
