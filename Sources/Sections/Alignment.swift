/// Which sections of one version of a file continue which sections of another.
///
/// What is alike is paired, surest first, and each section at most once:
///
/// 1. equal content at the same place: the same anchors down from the top;
/// 2. equal content below parents that are paired, then equal content anywhere: **moved**. Content
///    goes before name, so that a section keeps its id when another of its name is put before it;
/// 3. the most similar of what is left, by their own text, at least half alike: **edited**, **renamed**, or the larger
///    part of a section that was split. An equal name weighs as much as a third of the text;
/// 4. the only one of its name below parents that are paired: **written anew**;
/// 5. the same name and number below paired parents.
///
/// Only sections of like kind are paired. The same input gives the same pairs.
public struct Alignment: Sendable, Equatable {
  /// For each new section, in order, the position of the old one that it continues.
  public let matches: [Int?]

  /// Aligns `new`, cut from `newBytes`, with `old`, cut from `oldBytes`.
  public init(
    from old: [Cut], of oldBytes: [UInt8], to new: [Cut], of newBytes: [UInt8]
  ) {
    var aligner = Aligner(old: old, new: new)
    aligner.pairEqualContent()
    aligner.pairSimilar(oldBytes, newBytes)
    aligner.pairSoleNames()
    aligner.pairNumberedNames()
    matches = aligner.matches
  }
}

/// The work on one alignment.
struct Aligner {
  private let old: [Cut]
  private let new: [Cut]
  private var isTaken: [Bool]
  private(set) var matches: [Int?]

  init(old: [Cut], new: [Cut]) {
    self.old = old
    self.new = new
    isTaken = Array(repeating: false, count: old.count)
    matches = Array(repeating: nil, count: new.count)
  }

  private mutating func match(_ newIndex: Int, _ oldIndex: Int) {
    matches[newIndex] = oldIndex
    isTaken[oldIndex] = true
  }

  /// Pairs what is left and has equal keys, in reading order. Parents come before their children,
  /// so a key may speak of what the parent was just paired with.
  private mutating func pair<Key: Hashable>(
    _ oldKey: (Int) -> Key, _ newKey: (Int, [Int?]) -> Key?
  ) {
    var waiting = Dictionary(grouping: old.indices.filter { !isTaken[$0] }.reversed(), by: oldKey)
    for index in new.indices where matches[index] == nil {
      guard let key = newKey(index, matches), let found = waiting[key]?.popLast() else { continue }
      match(index, found)
    }
  }

  // MARK: Equal content

  private struct Place: Hashable {
    var parent: Int?
    var anchor: String
    var number: Int
  }

  private struct Content: Hashable {
    var kind: String
    var hash: ContentHash
    var parent: Int?
  }

  mutating func pairEqualContent() {
    guard !old.isEmpty, !new.isEmpty else { return }
    var numbers: [Place: Int] = [:]
    let oldPlaces = Aligner.places(of: old, &numbers)
    let newPlaces = Aligner.places(of: new, &numbers)
    pair(
      { [old] in Content(kind: old[$0].kindClass, hash: old[$0].hash, parent: oldPlaces[$0]) },
      { [new] index, _ in
        Content(kind: new[index].kindClass, hash: new[index].hash, parent: newPlaces[index])
      })
    pair(
      { [old] in Content(kind: old[$0].kindClass, hash: old[$0].hash, parent: old[$0].parent) },
      { [new] index, matches in
        let parent = new[index].parent
        if let parent, matches[parent] == nil { return nil }
        return Content(
          kind: new[index].kindClass, hash: new[index].hash, parent: parent.flatMap { matches[$0] })
      })
    pair(
      { [old] in Content(kind: old[$0].kindClass, hash: old[$0].hash) },
      { [new] index, _ in Content(kind: new[index].kindClass, hash: new[index].hash) })
  }

  /// A number for each section's place: its parent's place, its anchor, and which of that anchor
  /// it is below its parent. The same place has the same number in both versions.
  private static func places(of cuts: [Cut], _ numbers: inout [Place: Int]) -> [Int] {
    var places: [Int] = []
    var seen: [Place: Int] = [:]
    for cut in cuts {
      let parent = cut.parent.map { places[$0] }
      let first = Place(parent: parent, anchor: cut.anchor, number: 0)
      seen[first, default: 0] += 1
      let place = Place(parent: parent, anchor: cut.anchor, number: seen[first, default: 1])
      let number = numbers[place] ?? numbers.count
      numbers[place] = number
      places.append(number)
    }
    return places
  }

  // MARK: Equal names

  private struct Name: Hashable {
    var parent: Int?
    var anchor: String
    var kind: String
    var ordinal = 0
  }

  private func name(_ cut: Cut) -> Name {
    Name(parent: cut.parent, anchor: cut.anchor, kind: cut.kindClass)
  }

  mutating func pairSoleNames() {
    let oldNames = Dictionary(grouping: old.indices.filter { !isTaken[$0] }) { name(old[$0]) }
    let newNames = Dictionary(grouping: new.indices.filter { matches[$0] == nil }) { name(new[$0]) }
    for index in new.indices where matches[index] == nil {
      var key = name(new[index])
      guard newNames[key]?.count == 1, translateParent(of: &key),
        let candidates = oldNames[key], candidates.count == 1, !isTaken[candidates[0]]
      else { continue }
      match(index, candidates[0])
    }
  }

  mutating func pairNumberedNames() {
    pair(
      { [old] in
        Name(
          parent: old[$0].parent, anchor: old[$0].anchor, kind: old[$0].kindClass,
          ordinal: old[$0].ordinal)
      },
      { [new] index, matches in
        let cut = new[index]
        if let parent = cut.parent, matches[parent] == nil { return nil }
        return Name(
          parent: cut.parent.flatMap { matches[$0] }, anchor: cut.anchor, kind: cut.kindClass,
          ordinal: cut.ordinal)
      })
  }

  /// Says of a new name which old parent it would be below; false where its parent is new.
  private func translateParent(of name: inout Name) -> Bool {
    guard let parent = name.parent else { return true }
    name.parent = matches[parent]
    return name.parent != nil
  }

  // MARK: Similar content

  mutating func pairSimilar(_ oldBytes: [UInt8], _ newBytes: [UInt8]) {
    let oldLeft = old.indices.filter { !isTaken[$0] }
    let newLeft = new.indices.filter { matches[$0] == nil }
    guard !oldLeft.isEmpty, !newLeft.isEmpty else { return }
    let candidates = SketchIndex(oldLeft.map { old[$0].sketch(in: oldBytes) })
    var pairs: [(score: Double, old: Int, new: Int)] = []
    for index in newLeft {
      for (position, similarity) in candidates.similar(to: new[index].sketch(in: newBytes)) {
        let other = oldLeft[position]
        guard old[other].kindClass == new[index].kindClass else { continue }
        let score = similarity + (old[other].anchor == new[index].anchor ? 0.3 : 0)
        if score >= 0.5 { pairs.append((score, other, index)) }
      }
    }
    pairs.sort { ($1.score, $0.new, $0.old) < ($0.score, $1.new, $1.old) }
    for pair in pairs where !isTaken[pair.old] && matches[pair.new] == nil {
      match(pair.new, pair.old)
    }
  }
}

extension Cut {
  /// What to compare the section by: its own text, or where that is short, all of it.
  fileprivate func sketch(in bytes: [UInt8]) -> Sketch {
    guard head.count + tail.count >= 64 else { return Sketch(of: bytes[range]) }
    return Sketch(of: tail.isEmpty ? bytes[head] : bytes[head] + bytes[tail])
  }

  /// Sections of one class may continue each other: a function that became a method does.
  fileprivate var kindClass: String {
    switch kind {
    case .function, .method, .class, .field, .interface, .type, .enumeration, .namespace:
      "definition"
    case .preamble, .text, .main: "text"
    case .key, .entry: "key"
    default: kind.rawValue
    }
  }
}
