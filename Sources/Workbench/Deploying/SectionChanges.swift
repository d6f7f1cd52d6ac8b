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
  /// What stands after `#` in its address.
  package var anchor: String
  /// By how many bytes it grew; negative where it shrank.
  package var growth: Int
}

/// Tells two versions of a file apart, section by section.
struct SectionComparison {
  private let old: Reading
  private let new: Reading

  init(from old: Reading, to new: Reading) {
    self.old = old
    self.new = new
  }

  /// The sections that differ, in the order of the new version, and then those that are gone. A
  /// section counts as edited only where its own text differs, not where only what is inside it
  /// does.
  var changes: [SectionChange] {
    let matches = Alignment(
      from: old.cuts, of: old.source.bytes, to: new.cuts, of: new.source.bytes
    ).matches
    var changes: [SectionChange] = []
    var last = -1
    for (cut, match) in zip(new.cuts, matches) where !cut.isInline {
      guard let match else {
        changes.append(change(.added, cut, growth: cut.range.count))
        continue
      }
      let before = old.cuts[match]
      if ownText(before, old) != ownText(cut, new) {
        let isRenamed = before.title != cut.title
        changes.append(
          change(isRenamed ? .renamed : .edited, cut, growth: cut.range.count - before.range.count))
      } else if match < last {
        changes.append(change(.moved, cut, growth: 0))
      }
      last = max(last, match)
    }
    let kept = Set(matches.compactMap(\.self))
    for (position, cut) in old.cuts.enumerated() where !kept.contains(position) && !cut.isInline {
      changes.append(change(.removed, cut, growth: -cut.range.count))
    }
    return changes
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
