import Foundation
import GRDB
import Sections

extension Row {
  /// The content hash in column `index`.
  ///
  /// - Throws: ``GraphFailure/damaged(path:reason:)`` where it is none.
  func hash(at index: Int) throws -> ContentHash {
    let hash = try withUnsafeData(atIndex: index) { $0.flatMap { ContentHash(bytes: $0) } }
    guard let hash else {
      throw GraphFailure.damaged(path: "the library", reason: "a content hash has not 32 bytes")
    }
    return hash
  }

  /// The bytes in column `index`; none where it is NULL.
  func bytes(at index: Int) throws -> [UInt8] {
    try withUnsafeData(atIndex: index) { $0.map { [UInt8]($0) } ?? [] }
  }
}

extension FileStat {
  /// Size, time, inode and mode, in columns `first` and on.
  init(_ row: Row, from first: Int) {
    self.init(
      size: row[first], modified: row[first + 1],
      inode: UInt64(bitPattern: row[first + 2] as Int64), isExecutable: row[first + 3])
  }
}

extension SectionID {
  /// The id as SQLite keeps it. 60 bits always fit.
  var column: Int64 { Int64(rawValue) }

  init(column: Int64) { self.init(rawValue: UInt64(bitPattern: column)) }
}

extension ContentHash {
  var data: Data { Data(bytes) }
}

extension Cut {
  /// The columns that `Schema` gives to sections and past sections alike.
  static let columns = """
    position, parent, depth, kind, title, anchor, ordinal, level, language, start, headEnd, \
    tailStart, "end", isInline, hash
    """

  /// How many columns that is.
  static let columnCount = 15

  /// A cut from ``columns``, the first of which is number `first`.
  ///
  /// Ranges are made sound, so that a damaged row cannot stop the program; ‘doctor’ finds it.
  init(_ row: Row, from first: Int) throws {
    let start: Int = max(0, row[first + 9])
    let end: Int = max(start, row[first + 12])
    let headEnd: Int = min(max(start, row[first + 10]), end)
    let tailStart: Int = min(max(headEnd, row[first + 11]), end)
    self.init(
      kind: SectionKind(rawValue: row[first + 3]), title: row[first + 4], anchor: row[first + 5],
      ordinal: row[first + 6], level: row[first + 7], language: row[first + 8],
      range: start..<end, parent: row[first + 1], depth: row[first + 2], head: start..<headEnd,
      tail: tailStart..<end, isInline: row[first + 13], hash: try row.hash(at: first + 14))
  }

  /// The values of ``columns``.
  func values(at position: Int) -> [(any DatabaseValueConvertible)?] {
    [
      position, parent, depth, kind.rawValue, title, anchor, ordinal, level, language,
      range.lowerBound, head.upperBound, tail.lowerBound, range.upperBound, isInline, hash.data,
    ]
  }
}
