internal import Yams

extension RecipeText {
  /// Gives a parameter a value.
  mutating func set(
    _ name: String, _ setting: Setting, as next: Recipe
  ) throws(CompositionFailure) {
    let yaml = YAMLText(text)
    let top = try top()
    let parameters = top.mapping?["parameters"]
    guard let parameters, parameters.null == nil else {
      let line = "  \(Quoted.yaml(name)): \(setting.yaml)"
      return try insertPart("parameters", [line], after: "template", yaml, top, as: next)
    }
    if let value = parameters.mapping?[name], let start = yaml.start(of: value) {
      let new = setting.yaml(like: yaml.character(at: start))
      for end in yaml.ends(of: value) where end >= start {
        if take(yaml.replacing(start..<end, with: new), as: next) { return }
      }
      throw refusal(value.mark?.line)
    }
    guard let first = parameters.mapping?.first?.key, !yaml.isOnOneLine(parameters) else {
      throw refusal(parameters.mark?.line)
    }
    let indent = String(repeating: " ", count: yaml.column(of: first))
    let line = "\(indent)\(Quoted.yaml(name)): \(setting.yaml)"
    try insert([line], after: parameters, yaml, as: next)
  }

  /// Adds a key of the whole recipe with what is below it: after the value of another key, or at
  /// the end.
  mutating func insertPart(
    _ key: String, _ below: [String], after other: String?, _ yaml: YAMLText, _ top: Node,
    as next: Recipe
  ) throws(CompositionFailure) {
    let all = ["\(key):"] + below
    if let node = top.mapping?[key] {
      // An empty value, which may be written in several ways, on the line of its key.
      let keyNode = top.mapping?.first { $0.key.string == key }?.key
      guard let start = keyNode.flatMap(yaml.start) else { throw refusal(node.mark?.line) }
      let end = yaml.lineEnd(start)
      let new = trimmed(lines(all, yaml), yaml)
      if take(yaml.replacing(start..<end, with: new), as: next) { return }
      throw refusal(node.mark?.line)
    }
    guard let node = other.flatMap({ top.mapping?[$0] }) ?? top.mapping?.map(\.value).last else {
      throw refusal(1)
    }
    try insert(all, after: node, yaml, as: next)
  }

  /// Adds the lines of the keys that are neither parameters nor slots, one after the other, or
  /// gives them another value.
  mutating func addOthers(of wanted: Recipe) throws(CompositionFailure) {
    let others: [(key: String, take: (inout Recipe) -> Void)] = [
      ("budget", { $0.budget = wanted.budget }),
      ("renames", { $0.renames = wanted.renames }),
      ("stamp", { $0.stamps = wanted.stamps }),
      ("modules", { $0.followsModules = wanted.followsModules }),
    ]
    for other in others {
      var next = recipe
      other.take(&next)
      if next != recipe { try set(other.key, as: next) }
    }
  }

  private mutating func set(_ key: String, as next: Recipe) throws(CompositionFailure) {
    let line = next.text.split(separator: "\n").map(String.init).first { $0.hasPrefix("\(key):") }
    let yaml = YAMLText(text)
    guard let top = try top().mapping, let node = top["template"] else { return }
    guard let value = top[key], let start = yaml.start(of: value) else {
      return try insert(line.map { [$0] } ?? [], after: node, yaml, as: next)
    }
    let now = line.map { String($0.dropFirst(key.count + 2)) } ?? "false"
    for end in yaml.ends(of: value) where end >= start {
      if take(yaml.replacing(start..<end, with: now), as: next) { return }
    }
    throw refusal(value.mark?.line)
  }
}
