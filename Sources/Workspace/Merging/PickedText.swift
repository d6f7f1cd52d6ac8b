/// Writes a picked tree.
struct PickedText {
  private let tree: PickedTree
  private let order: PickedOrder
  private let old: Joints
  private let new: Joints

  /// The text of `tree`, every part of which has its place.
  init(_ tree: PickedTree) {
    self.tree = tree
    order = PickedOrder(tree)
    old = Joints(tree.old, Array(tree.old.parts.indices))
    new = Joints(tree.new, tree.names)
  }

  /// The bytes of the file.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var last = Joints.Name.start
    func add(_ text: ArraySlice<UInt8>, _ name: Joints.Name) {
      guard !text.isEmpty else { return }
      bytes += gap(last, name)
      bytes += text
      last = name
    }
    func visit(_ name: Int) {
      add(own(name, \.head), .head(name))
      for inner in order.inside[name] { visit(inner) }
      add(own(name, \.tail), .tail(name))
    }
    visit(0)
    return bytes + gap(last, .end)
  }

  private func own(_ name: Int, _ range: KeyPath<Version.Part, Range<Int>>) -> ArraySlice<UInt8> {
    let part = tree.parts[name]
    if let new = part.new, part.isChosen || part.old == nil {
      return tree.new.text(tree.new.parts[new][keyPath: range])
    }
    return part.old.map { tree.old.text(tree.old.parts[$0][keyPath: range]) } ?? []
  }

  // MARK: What stands between

  private func gap(_ one: Joints.Name, _ other: Joints.Name) -> ArraySlice<UInt8> {
    if one == .start { return isChosen(other) ? new.start : old.start }
    if other == .end { return isChosen(one) ? new.end : old.end }
    let gaps = (old: old.gap(one, other), new: new.gap(one, other))
    if let gap = isChosen(one) ? gaps.new ?? gaps.old : gaps.old ?? gaps.new { return gap }
    let found = [old, new].flatMap { $0.gaps(after: one, before: other) }
    return Joints.invented(from: found, comma: comma(one, other))[...]
  }

  private func isChosen(_ name: Joints.Name) -> Bool {
    switch name {
    case .head(let part), .tail(let part): tree.parts[part].isChosen
    case .start, .end: tree.isAll
    }
  }

  private func comma(_ one: Joints.Name, _ other: Joints.Name) -> Bool? {
    switch other {
    case .head(let part):
      guard let parent = order.parent[part], tree.isList(parent) else { return nil }
      return one != .head(parent)
    case .tail(let part): return tree.isList(part) ? false : nil
    case .start, .end: return nil
    }
  }
}
