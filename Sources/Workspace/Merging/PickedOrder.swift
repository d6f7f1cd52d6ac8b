/// Where the parts of a picked tree stand.
struct PickedOrder {
  private let tree: PickedTree
  /// For each part, the part around it in the result; nil for the file and what is not there.
  private(set) var parent: [Int?]
  /// For each part, those inside it in the result, in order.
  private(set) var inside: [[Int]]

  /// Places the parts of `tree`.
  init(_ tree: PickedTree) {
    self.tree = tree
    parent = Array(repeating: nil, count: tree.parts.count)
    inside = Array(repeating: [], count: tree.parts.count)
    for name in tree.parts.indices.dropFirst() where tree.parts[name].isThere {
      parent[name] = tree.parts[name].isChosen ? newParent(name) : oldParent(name)
    }
    for name in tree.parts.indices.dropFirst() where isInItself(name) {
      parent[name] = oldParent(name)
    }
    for name in tree.parts.indices where tree.parts[name].isThere { inside[name] = order(name) }
  }

  private func oldParent(_ name: Int) -> Int? {
    var around = tree.parts[name].old.flatMap { tree.old.parts[$0].parent }
    while let place = around, !tree.parts[place].isThere { around = tree.old.parts[place].parent }
    return around
  }

  private func newParent(_ name: Int) -> Int? {
    var around = tree.parts[name].new.flatMap { tree.new.parts[$0].parent }
    while let index = around, !tree.parts[tree.names[index]].isThere {
      around = tree.new.parts[index].parent
    }
    return around.map { tree.names[$0] }
  }

  /// Whether a part that goes where the new version has it goes into something that stays inside
  /// of it.
  private func isInItself(_ name: Int) -> Bool {
    var around = parent[name]
    for _ in 0...tree.parts.count {
      guard let outer = around else { return false }
      if outer == name { return true }
      around = parent[outer]
    }
    return false
  }

  // MARK: Order

  private func order(_ name: Int) -> [Int] {
    let before = tree.parts[name].old.map(oldInside) ?? []
    let after = tree.parts[name].new.map(newInside) ?? []
    let ranks = Dictionary(uniqueKeysWithValues: zip(before, before.indices))
    let common = after.filter { ranks[$0] != nil }
    let kept = Order.inPlace(common.compactMap { ranks[$0] })
    var moved = Set(zip(common, kept).filter { !$0.1 && tree.parts[$0.0].isChosen }.map(\.0))
    moved.formUnion(after.filter { ranks[$0] == nil && parent[$0] == name })
    let staying = before.filter { parent[$0] == name && !moved.contains($0) }
    return insert(after.filter(moved.contains), into: staying, as: after)
  }

  /// Puts `moved` among `staying` after what is before them in `model`, else before what is next.
  private func insert(_ moved: [Int], into staying: [Int], as model: [Int]) -> [Int] {
    guard !moved.isEmpty else { return staying }
    let (moved, anchors) = (Set(moved), Set(staying))
    var (first, after): ([Int], [Int: [Int]]) = ([], [:])
    var (anchor, next): (Int?, Int?) = (nil, nil)
    for name in model {
      if moved.contains(name) {
        if let anchor { after[anchor, default: []].append(name) } else { first.append(name) }
      } else if anchors.contains(name) {
        if anchor == nil { next = name }
        anchor = name
      }
    }
    let order = staying.flatMap { ($0 == next ? first : []) + [$0] + (after[$0] ?? []) }
    return next == nil ? order + first : order
  }

  /// What is inside a part of the old version, and inside of parts there that are taken out.
  private func oldInside(_ place: Int) -> [Int] {
    tree.old.parts[place].children.flatMap { tree.parts[$0].isThere ? [$0] : oldInside($0) }
  }

  /// What is inside a part of the new version, and inside of parts there that are not taken.
  private func newInside(_ index: Int) -> [Int] {
    tree.new.parts[index].children.flatMap { child in
      tree.parts[tree.names[child]].isThere ? [tree.names[child]] : newInside(child)
    }
  }
}
