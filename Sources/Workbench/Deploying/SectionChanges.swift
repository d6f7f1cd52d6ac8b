internal import Sections

/// What became of one section between two versions of a file.
package struct SectionChange: Codable, Sendable, Equatable {
  /// The ways a section changes.
  package enum Kind: String, Codable, Sendable {
    case added, edited, moved, renamed, removed
  }

  /// What became of it.
  package var change: Kind
  /// What it is.
  package var kind: String
  /// Its title; the new one where it was renamed.
  package var title: String
  /// Its title before, where it was renamed.
  package var formerTitle: String?
  /// What stands after `#` in its address.
  package var anchor: String
  /// What stood there before, where that was something else.
  package var formerAnchor: String?
  /// By how many bytes it grew; negative where it shrank.
  package var growth: Int
  /// The beginning of the id that the library has for it, where that was asked for.
  package var id: String?
}

/// Tells two versions of a file apart, section by section.
struct SectionComparison {
  /// A change, and the sections it is about, by their positions.
  private struct Found {
    var change: SectionChange
    var old: Int?
    var new: Int?
  }

  /// For each new section, the position of the old one that it continues.
  let matches: [Int?]
  private let old: Reading
  private let new: Reading
  private var found: [Found] = []

  init(from old: Reading, to new: Reading) {
    self.old = old
    self.new = new
    matches =
      Alignment(from: old.cuts, of: old.source.bytes, to: new.cuts, of: new.source.bytes).matches
    findChanged()
    findRemoved()
  }

  /// The sections that differ, in the order of the new version, and then those that are gone. A
  /// section counts as edited only where its own text differs, not where only what is inside it
  /// does.
  var changes: [SectionChange] { found.map(\.change) }

  /// The changes of a section, by its positions in both versions, and of what is inside it. Empty
  /// where its bytes are the same.
  func changes(inside new: Int, _ old: Int?) -> [SectionChange] {
    if let old, self.old.cuts[old].hash == self.new.cuts[new].hash { return [] }
    let kept = found.filter { found in found.new.map { self.new.isInside($0, new) } ?? false }
    return kept.map(\.change) + (old.map { removals(inside: $0) } ?? [])
  }

  /// The sections that are gone, of an old one and what was inside it.
  func removals(inside old: Int) -> [SectionChange] {
    found.filter { found in
      guard found.new == nil, let position = found.old else { return false }
      return self.old.isInside(position, old)
    }.map(\.change)
  }

  private mutating func findChanged() {
    var last = -1
    for (position, match) in matches.enumerated() where !new.cuts[position].isInline {
      let cut = new.cuts[position]
      guard let match else {
        let added = change(.added, cut, growth: cut.range.count)
        found.append(Found(change: added, new: position))
        continue
      }
      let before = old.cuts[match]
      if ownText(before, old) != ownText(cut, new) {
        found.append(Found(change: edit(of: before, to: cut), old: match, new: position))
      } else if match < last {
        found.append(Found(change: change(.moved, cut, growth: 0), old: match, new: position))
      }
      last = max(last, match)
    }
  }

  private mutating func findRemoved() {
    let kept = Set(matches.compactMap(\.self))
    for (position, cut) in old.cuts.enumerated() where !kept.contains(position) && !cut.isInline {
      found.append(Found(change: change(.removed, cut, growth: -cut.range.count), old: position))
    }
  }

  private func edit(of before: Cut, to cut: Cut) -> SectionChange {
    let isRenamed = before.title != cut.title
    var edit = change(
      isRenamed ? .renamed : .edited, cut, growth: cut.range.count - before.range.count)
    if isRenamed { edit.formerTitle = before.title }
    if before.fragment != cut.fragment { edit.formerAnchor = before.fragment }
    return edit
  }

  private func ownText(_ cut: Cut, _ reading: Reading) -> [UInt8] {
    Array(reading.source.bytes[cut.head]) + reading.source.bytes[cut.tail]
  }

  private func change(_ change: SectionChange.Kind, _ cut: Cut, growth: Int) -> SectionChange {
    SectionChange(
      change: change, kind: cut.kind.rawValue, title: cut.title, anchor: cut.fragment,
      growth: growth)
  }
}

extension Reading {
  /// Whether a section is another or inside it, both by position.
  fileprivate func isInside(_ section: Int, _ other: Int) -> Bool {
    let (inner, outer) = (cuts[section].range, cuts[other].range)
    return section >= other && inner.clamped(to: outer) == inner
  }
}
