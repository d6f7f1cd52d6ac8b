internal import Composition
internal import Sections

extension Recipe {
  /// Adds a section to a slot. One that is there already is only pinned, where that is asked for.
  mutating func add(_ entry: Entry, to slot: String) {
    guard let place = slots[slot, default: []].firstIndex(where: { $0.names(entry) }) else {
      slots[slot, default: []].append(entry)
      return
    }
    if entry.address.pin != nil { slots[slot]?[place].address = entry.address }
  }

  /// Sets a parameter; one that takes a list gets one more value, and one that takes texts
  /// by key another for that key.
  ///
  /// - Throws: ``CompositionFailure/unknownParameter(_:known:)``.
  mutating func set(
    _ name: String, _ value: String, in template: Template
  ) throws(CompositionFailure) {
    guard let parameter = template.parameters.first(where: { $0.name == name }) else {
      throw .unknownParameter(name, known: template.parameters.map(\.name))
    }
    guard parameter.kind == .list || parameter.kind == .map else {
      parameters[name] = .text(value)
      return
    }
    let before = parameters[name].map { $0 == .text("") ? [] : $0.texts } ?? []
    func key(_ item: String) -> String { String(item.prefix { $0 != "=" }) }
    if parameter.kind == .map, let place = before.firstIndex(where: { key($0) == key(value) }) {
      var items = before
      items[place] = value
      parameters[name] = .list(items)
    } else if !before.contains(value) {
      parameters[name] = .list(before + [value])
    }
  }
}
