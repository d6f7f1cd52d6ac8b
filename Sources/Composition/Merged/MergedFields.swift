internal import Components
internal import Sections

/// What a composed component says of itself because the components of its sections do, where the
/// recipe does not say it.
///
/// - `allowed-tools` is the union: with fewer tools some section would not work.
/// - `tools`, of an agent, is the union of theirs and of what skills and commands are allowed, unless
///   an agent among them says nothing: that one has all.
/// - `license` is the one licence there is; of several none is written, and all are told.
/// - `compatibility` is all that is said, as far as it fits into the 500 characters allowed.
/// - `metadata` has the keys that every component has, with the same value; a ``Stamp`` is none of
///   them.
///
/// What the template's parameter does not allow is left out, and that is said: a component of the
/// library does not keep others from being composed.
package struct MergedFields {
  /// The longest `compatibility`, in characters.
  private static let longest = 500

  /// What is to be set, by parameter.
  private(set) var settings: [String: Setting] = [:]
  /// What was merged from where.
  package private(set) var notes: [MergedField] = []
  private let headers: [PartHeader]
  private let parameters: [Parameter]

  /// Merges for the parameters that `template` has and `recipe` does not set.
  ///
  /// - Parameter headers: those of the components that the sections come from, each once.
  package init(_ headers: [PartHeader], for template: Template, _ recipe: Recipe) {
    self.headers = headers
    parameters = template.parameters
    func isOpen(_ name: String) -> Bool {
      template.parameters.contains { $0.name == name && $0.fallback == nil }
        && recipe.parameters[name] == nil
    }
    if template.kind == .agent, isOpen("tools") { mergeAgentTools() }
    if isOpen("allowed-tools") { mergeTools(separator: template.kind == .command ? ", " : " ") }
    if isOpen("compatibility") { mergeCompatibility() }
    if isOpen("license") { mergeLicense() }
    if isOpen("metadata") { mergeMetadata() }
  }

  /// `recipe` with what was merged.
  package func applied(to recipe: Recipe) -> Recipe {
    var recipe = recipe
    recipe.parameters.merge(settings) { own, _ in own }
    return recipe
  }

  /// What each component says about `key`, without what no parameter may be.
  private mutating func voices(_ key: String) -> [MergedField.Voice] {
    voices(key, of: headers, as: key)
  }

  /// The same of some components, for the parameter `parameter`.
  private mutating func voices(
    _ key: String, of headers: [PartHeader], as parameter: String
  ) -> [MergedField.Voice] {
    let all = headers.compactMap { header -> MergedField.Voice? in
      let text = header[key].flatMap { value in
        if case .list(let values) = value {
          return values.compactMap(\.text).joined(separator: " ")
        }
        return value.text
      }
      let line = (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return line.isEmpty ? nil : MergedField.Voice(component: header.component, value: line)
    }
    return all.filter { voice in
      // Choices and patterns are for what is written, which is checked when it is merged.
      guard let reason = objection(parameter, .text(voice.value), isPart: true) else { return true }
      leaveOut(parameter, [voice], reason)
      return false
    }
  }

  /// Why the parameter `key` cannot be `setting`; nil where it can.
  ///
  /// - Parameter isPart: whether it is only a part of what the parameter is to be.
  private func objection(_ key: String, _ setting: Setting, isPart: Bool = false) -> String? {
    guard var parameter = parameters.first(where: { $0.name == key }) else { return nil }
    if isPart { (parameter.choices, parameter.pattern) = ([], nil) }
    do {
      _ = try parameter.value(setting)
      return nil
    } catch .badParameter(_, let reason) {
      return reason
    } catch {
      return error.problem
    }
  }

  private mutating func leaveOut(_ key: String, _ voices: [MergedField.Voice], _ reason: String) {
    let list = voices.map(\.component).joined(separator: ", ")
    notes.append(
      MergedField(
        key: key, value: nil, voices: voices,
        warning: "what \(list) says is not written: it \(reason)"))
  }

  /// The different values, in order.
  private static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<PathKey> = []
    return texts.filter { seen.insert(PathKey($0)).inserted }
  }

  private mutating func add(
    _ key: String, _ value: String?, _ voices: [MergedField.Voice], warning: String? = nil
  ) {
    guard !voices.isEmpty else { return }
    if let value, let reason = objection(key, .text(value)) { return leaveOut(key, voices, reason) }
    notes.append(MergedField(key: key, value: value, voices: voices, warning: warning))
    if let value { settings[key] = .text(value) }
  }

  private mutating func mergeTools(separator: String) {
    let voices = voices("allowed-tools")
    let tools = MergedFields.distinct(voices.flatMap { MergedFields.tools(in: $0.value) })
    add("allowed-tools", tools.joined(separator: separator), voices)
  }

  /// Without an agent that lists its tools nothing is written: a list would take tools away.
  private mutating func mergeAgentTools() {
    let agents = headers.filter { $0.kind == .agent }
    guard agents.contains(where: { $0["tools"] != nil }) else { return }
    let free = agents.filter { $0["tools"] == nil }.map(\.component)
    let voices = headers.flatMap { header in
      self.voices(header.kind == .agent ? "tools" : "allowed-tools", of: [header], as: "tools")
    }
    let tools = MergedFields.distinct(voices.flatMap { MergedFields.tools(in: $0.value) })
    guard free.isEmpty else {
      let list = free.joined(separator: ", ")
      let warning = "\(list) has all tools, so none are listed, and this has all too"
      return add("tools", nil, voices, warning: warning)
    }
    add("tools", tools.joined(separator: ", "), voices)
  }

  /// The tools that `text` lists, between commas and blanks that are not in parentheses.
  static func tools(in text: String) -> [String] {
    var depth = 0
    let tools = text.split { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth <= 0 && (character == "," || character.isWhitespace)
    }
    return tools.map(String.init)
  }

  private mutating func mergeLicense() {
    let voices = voices("license")
    let licenses = MergedFields.distinct(voices.map(\.value))
    guard licenses.count > 1 else { return add("license", licenses.first, voices) }
    let list = voices.map { "“\($0.value)” of \($0.component)" }.joined(separator: ", ")
    add(
      "license", nil, voices,
      warning: "the parts have different licences, and none is written: \(list)")
  }

  private mutating func mergeCompatibility() {
    let voices = voices("compatibility")
    let text = MergedFields.distinct(voices.map(\.value)).joined(separator: "; ")
    let count = text.unicodeScalars.count
    guard count > MergedFields.longest else { return add("compatibility", text, voices) }
    let list = voices.map(\.component).joined(separator: ", ")
    add(
      "compatibility", nil, voices,
      warning: "what \(list) need takes \(count) characters, and 500 are allowed: none is written")
  }

  private mutating func mergeMetadata() {
    let maps = headers.map { header -> [(String, String)] in
      guard case .map(let fields)? = header["metadata"] else { return [] }
      return fields.compactMap { field in
        field.value.text.map { (field.key, $0) }
      }
    }
    let agreed = (maps.first ?? []).filter { key, value in
      !key.isEmpty && !key.contains("=") && !key.hasPrefix(Stamp.prefix)
        && maps.allSatisfy { $0.contains { $0.0 == key && $0.1 == value } }
    }
    func voices(_ pairs: [String]) -> [MergedField.Voice] {
      headers.map {
        MergedField.Voice(component: $0.component, value: pairs.joined(separator: ", "))
      }
    }
    let pairs = agreed.map { "\($0.0)=\($0.1)" }.filter { pair in
      guard let reason = objection("metadata", .list([pair]), isPart: true) else { return true }
      leaveOut("metadata", voices([pair]), reason)
      return false
    }
    guard !pairs.isEmpty else { return }
    let voices = voices(pairs)
    if let reason = objection("metadata", .list(pairs)) {
      return leaveOut("metadata", voices, reason)
    }
    settings["metadata"] = .list(pairs)
    notes.append(
      MergedField(key: "metadata", value: pairs.joined(separator: ", "), voices: voices))
  }
}
