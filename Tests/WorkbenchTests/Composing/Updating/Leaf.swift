/// A section as its author thinks of it: a title, paragraphs, code, and what is below it.
///
/// What a merge should make of three versions of it is told here once more, by what each side did
/// to each of these, and without lines or bytes.
struct Leaf: Equatable, Sendable {
  /// What it stays through all changes.
  let key: String
  var title: String
  var level = 2
  var paragraphs: [String]
  var code: String?
  var inner: [Leaf] = []

  init(_ key: String, level: Int = 2, inner: [Leaf] = []) {
    self.key = key
    title = key
    self.level = level
    paragraphs = ["\(key) says one thing.", "\(key) says another thing."]
    code = inner.isEmpty ? nil : "echo \(key)"
    self.inner = inner
  }

  /// What its first line says.
  private struct Heading: Equatable {
    let title: String
    let level: Int
  }

  private var heading: Heading { Heading(title: title, level: level) }

  /// Whether `other` is this section, perhaps without some of what is below it.
  private func holds(_ other: Leaf) -> Bool {
    var rest = other
    rest.inner = inner
    return rest == self && other.inner.allSatisfy { leaf in inner.contains { $0.holds(leaf) } }
  }

  /// The section as Markdown; it ends in a line break.
  var text: String {
    let heading = String(repeating: "#", count: level) + " " + title
    let fenced = code.map { ["```sh\n\($0)\n```"] } ?? []
    return ([heading] + paragraphs + fenced).joined(separator: "\n\n") + "\n"
      + inner.map { "\n" + $0.text }.joined()
  }

  /// A file of sections.
  static func text(_ leaves: [Leaf]) -> String { leaves.map(\.text).joined(separator: "\n") }
}

/// Both sides did what cannot both be kept.
struct AtOdds: Error {}

extension Leaf {
  /// What a merge of three lists of sections must give.
  ///
  /// - Throws: ``AtOdds`` where one thing was changed in two ways, or changed and removed.
  static func merged(_ base: [Leaf], _ ours: [Leaf], _ theirs: [Leaf]) throws(AtOdds) -> [Leaf] {
    func find(_ key: String, _ list: [Leaf]) -> Leaf? { list.first { $0.key == key } }
    var found: [String: Leaf] = [:]
    for key in Set((base + ours + theirs).map(\.key)) {
      switch (find(key, base), find(key, ours), find(key, theirs)) {
      case (nil, let one, nil): found[key] = one
      case (nil, nil, let one): found[key] = one
      case (nil, let one?, let other?):
        guard one == other else { throw AtOdds() }
        found[key] = one
      case (let old?, nil, let other?), (let old?, let other?, nil):
        guard old.holds(other) else { throw AtOdds() }
      case (_, nil, nil): break
      case (let old?, let one?, let other?): found[key] = try merged(old, one, other)
      }
    }
    try expectOnePlace(base, ours, theirs)
    return try order(base.map(\.key), ours.map(\.key), theirs.map(\.key), of: Set(found.keys))
      .compactMap { found[$0] }
  }

  private static func merged(_ base: Leaf, _ ours: Leaf, _ theirs: Leaf) throws(AtOdds) -> Leaf {
    var leaf = base
    // They stand in one line.
    let heading = try choice(base.heading, ours.heading, theirs.heading)
    (leaf.title, leaf.level) = (heading.title, heading.level)
    leaf.code = try choice(base.code, ours.code, theirs.code)
    for index in base.paragraphs.indices {
      leaf.paragraphs[index] = try choice(
        base.paragraphs[index], ours.paragraphs[index], theirs.paragraphs[index])
    }
    leaf.inner = try merged(base.inner, ours.inner, theirs.inner)
    return leaf
  }

  /// A section that one side put a level deeper, and so under the one before it, can not have been
  /// moved by the other.
  private static func expectOnePlace(
    _ base: [Leaf], _ ours: [Leaf], _ theirs: [Leaf]
  ) throws(AtOdds) {
    for leaf in base {
      for (one, other) in [(ours, theirs), (theirs, ours)] {
        guard let here = one.first(where: { $0.key == leaf.key }), here.level > leaf.level else {
          continue
        }
        let keys = other.map(\.key).filter { key in base.contains { $0.key == key } }
        let old = base.map(\.key).filter(keys.contains)
        if let place = keys.firstIndex(of: leaf.key), old[place] != leaf.key { throw AtOdds() }
      }
    }
  }

  private static func choice<Value: Equatable>(
    _ base: Value, _ ours: Value, _ theirs: Value
  ) throws(AtOdds) -> Value {
    if ours == theirs || theirs == base { return ours }
    guard ours == base else { throw AtOdds() }
    return theirs
  }

  /// The order of `kept`. What a side added follows what it follows there.
  private static func order(
    _ base: [String], _ ours: [String], _ theirs: [String], of kept: Set<String>
  ) throws(AtOdds) -> [String] {
    let common = Set(base).intersection(ours).intersection(theirs).intersection(kept)
    func old(_ list: [String]) -> [String] { list.filter(common.contains) }
    var order = try choice(old(base), old(ours), old(theirs))
    for list in [theirs, ours] {
      for (index, key) in list.enumerated() where kept.contains(key) && !order.contains(key) {
        let before = list[..<index].last { order.contains($0) }
        let place = before.flatMap { order.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        order.insert(key, at: place)
      }
    }
    return order
  }
}
