internal import Sections

/// A line that is gone, or new.
package struct LineChange: Codable, Sendable, Equatable {
  /// Whether it is new.
  package var isNew: Bool
  /// The line, without its line ending. Invalid UTF-8 is shown as U+FFFD.
  package var text: String
}

extension LineChange {
  /// The lines in which two texts differ, in reading order.
  static func all(from old: [UInt8], to new: [UInt8]) -> [LineChange] {
    let lines = LineMatches(from: old, to: new)
    return lines.changes.map { change in
      let bytes = change.isNew ? new[lines.new[change.line]] : old[lines.old[change.line]]
      let ending = bytes.reversed().prefix { $0 == 0x0A || $0 == 0x0D }.count
      return LineChange(
        isNew: change.isNew, text: String(decoding: bytes.dropLast(ending), as: UTF8.self))
    }
  }
}
