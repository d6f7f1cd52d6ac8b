import Foundation
import GRDB

/// The last page of a model's vectors as it is filled, and those that follow.
///
/// Rows of one page lie in one BLOB: a scan reads a few large ones instead of a row of the database
/// for each vector.
struct VectorPages {
  private let model: Int64
  private let name: String
  private var number: Int
  private var bytes: Data
  private var scales: Data
  private var full: [(number: Int, bytes: Data, scales: Data)] = []
  private var isChanged = false
  private var stride: Int?

  /// Goes on after the rows there are.
  init(_ db: Database, model: Int64, name: String) throws {
    self.init(model: model, name: name)
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT number, bytes, scales FROM vectorPage WHERE modelId = ?
        ORDER BY number DESC LIMIT 1
        """, arguments: [model])
    guard let row else { return }
    (number, bytes, scales) = (row[0], row[1], row[2])
    stride = scales.isEmpty ? nil : bytes.count / (scales.count / 4)
  }

  /// Begins anew.
  init(model: Int64, name: String) {
    self.model = model
    self.name = name
    (number, bytes, scales) = (0, Data(), Data())
  }

  /// Adds a row, and says which number it has.
  ///
  /// - Throws: ``VectorFailure/badRow(model:)`` where it is longer or shorter than those before.
  mutating func add(_ vector: StoredVector.Packed) throws -> Int {
    guard !vector.bytes.isEmpty, vector.bytes.count == stride ?? vector.bytes.count else {
      throw VectorFailure.badRow(model: name)
    }
    stride = vector.bytes.count
    if scales.count == 4 * SectionGraph.pageRows {
      if isChanged { full.append((number, bytes, scales)) }
      (number, bytes, scales, isChanged) = (number + 1, Data(), Data(), false)
    }
    bytes += vector.bytes
    withUnsafeBytes(of: vector.scale.bitPattern.littleEndian) { scales.append(contentsOf: $0) }
    isChanged = true
    return number * SectionGraph.pageRows + scales.count / 4 - 1
  }

  /// Writes the pages that changed.
  mutating func finish(_ db: Database) throws {
    if isChanged { full.append((number, bytes, scales)) }
    for page in full {
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO vectorPage (modelId, number, bytes, scales) VALUES (?, ?, ?, ?)
          """, arguments: [model, page.number, page.bytes, page.scales])
    }
    (full, isChanged) = ([], false)
  }

  /// The floats whose bytes these are, little-endian.
  static func floats(_ bytes: [UInt8]) -> [Float] {
    bytes.withUnsafeBytes { raw in
      Swift.stride(from: 0, to: raw.count - 3, by: 4).map {
        Float(
          bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: $0, as: UInt32.self)))
      }
    }
  }
}
