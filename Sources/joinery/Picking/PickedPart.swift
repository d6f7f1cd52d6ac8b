internal import Workbench

/// A section or file that was shown in a picking session, and may be taken.
struct PickedPart: Equatable {
  /// What `--from` calls it.
  var address: String
  /// What a reader would call it.
  var title: String
  /// What it is: a kind of section, or file.
  var kind: String
  /// The path of the component that it belongs to; of the file where it belongs to none.
  var component: String
  /// About how many tokens it costs to read.
  var tokens: Int
  /// Its lines in its file, from 1; nil for a whole file.
  var lines: ClosedRange<Int>?
  /// The slot that the template has for it; nil until that was asked.
  var usualSlot: String?
  /// The slot that it is to go to instead.
  var chosenSlot: String?

  /// The slot that it goes to; nil until that is known.
  var slot: String? { chosenSlot ?? usualSlot }

  /// The path of its file.
  var path: Substring { Substring(address.unicodeScalars.prefix { $0 != "#" }) }

  /// Whether `other` is inside it, so that taking both gives the same text twice.
  func holds(_ other: PickedPart) -> Bool {
    guard address != other.address, path == other.path, let inner = other.lines else {
      return false
    }
    return lines.map { $0.contains(inner.lowerBound) && $0.contains(inner.upperBound) } ?? true
  }
}

extension PickedPart {
  /// A section as lists show it.
  init(_ section: SectionView, component: String?) {
    address = section.address
    title = section.title.isEmpty ? "(\(section.kind))" : section.title
    // A block of code is called by its language, as all of them are; its anchor has its heading.
    let anchor = Substring(section.address.unicodeScalars.drop { $0 != "#" }.dropFirst())
    if section.kind == "code" { title += " · \(anchor)" }
    kind = section.kind
    self.component = component ?? String(section.address.unicodeScalars.prefix { $0 != "#" })
    tokens = section.tokens
    lines = section.firstLine...max(section.firstLine, section.lastLine)
  }
}
