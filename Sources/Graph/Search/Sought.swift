import Foundation
import GRDB
import Sections

/// What a query looks for, as the index has it: its terms, how common they are, and those it takes
/// for misspelled.
struct Sought {
  /// How many terms of a query count; the others are passed over.
  private static let limit = 64

  private(set) var units: [SoughtUnit] = []
  /// Which unit each term became.
  private(set) var places: [Query.Term: Int] = [:]
  private let wanted: Set<Query.Term>
  /// Words that stand nowhere, and those that were taken instead.
  private(set) var corrections: [(word: String, taken: String)] = []
  /// How large the library is.
  let size: IndexSize

  init(_ query: Query, _ db: Database) throws {
    size = try IndexSize(db)
    wanted = Set(query.terms)
    let frequencies = Frequencies(db, size)
    for term in query.terms where places[term] == nil && units.count < Sought.limit {
      guard var unit = SoughtUnit(term) else { continue }
      unit.frequency = try frequencies.count(unit.match)
      if unit.frequency == 0, unit.form == .word {
        if let other = try Spelling(frequencies).nearest(to: unit.words[0]) {
          corrections.append((term.text, other.words.joined(separator: " ")))
          unit = other
        }
      }
      unit.weigh(in: size)
      places[term] = units.count
      units.append(unit)
    }
  }

  /// The unit that a term became; for one that must not be there a unit of its own.
  func unit(_ term: Query.Term) -> SoughtUnit? {
    places[term].map { units[$0] } ?? (wanted.contains(term) ? nil : SoughtUnit(term))
  }
}

/// One term of a query.
struct SoughtUnit: Equatable {
  /// What must be found: a word in any form, the beginning of one, or words side by side.
  enum Form { case word, prefix, sequence }

  let form: Form
  /// Its words, folded.
  let words: [String]
  /// The words as one, where they may be written so: `readform` for `read_form`.
  let joined: String?
  /// How many sections have it, as far as they were counted.
  var frequency = 0
  /// How much it tells.
  private(set) var weight = 1.0

  /// The term, or nil where the index would find no word in it.
  init?(_ term: Query.Term) {
    let parts = NameParts.text(of: term.text)
    let plain = TextWords.words(of: term.text)
    var joined: String?
    switch term {
    case .prefix: (form, words) = (.prefix, plain)
    case .phrase: (form, words) = (plain.count > 1 ? .sequence : .word, plain)
    case .word where plain.count == 1 && !parts.isEmpty:
      words = TextWords.words(of: parts)
      form = words.count > 1 ? .sequence : .word
      joined = words.count > 1 ? plain[0] : nil
    case .word:
      (form, words) = (plain.count > 1 ? .sequence : .word, plain)
      joined = plain.count > 1 ? plain.joined() : nil
    }
    self.joined = joined
    guard !words.isEmpty else { return nil }
  }

  /// These words: one, or several side by side.
  init(words: [String]) {
    form = words.count > 1 ? .sequence : .word
    self.words = words
    joined = nil
  }

  /// The term for FTS5, quoted, so that nothing in it means anything to it.
  var match: String {
    let sequence = "\"\(words.joined(separator: " "))\"" + (form == .prefix ? "*" : "")
    return joined.map { "(\(sequence) OR \"\($0)\")" } ?? sequence
  }

  /// Finds out how much it tells: rare words tell more.
  mutating func weigh(in size: IndexSize) {
    let (all, some) = (Double(size.rows), Double(min(frequency, size.rows)))
    weight = log(1 + (all - some + 0.5) / (some + 0.5))
  }
}

/// How many sections are indexed, and how long their fields are.
struct IndexSize {
  /// How many fields the index has.
  static let fields = 4
  private(set) var rows = 0
  /// The mean number of words in each field.
  private(set) var means: [Double] = [4, 16, 80, 8]

  /// Reads what FTS5 keeps for itself: a count, and the words of each column, as varints.
  init(_ db: Database) throws {
    let statement = try db.cachedStatement(sql: "SELECT block FROM sectionIndex_data WHERE id = 1")
    let bytes = try Row.fetchOne(statement)?.bytes(at: 0) ?? []
    var numbers: [Int] = []
    var value = 0
    for byte in bytes {
      value = (value & 0xFF_FFFF_FFFF_FFFF) << 7 | Int(byte & 0x7F)
      if byte < 0x80 {
        numbers.append(value)
        value = 0
      }
    }
    guard numbers.count == 1 + IndexSize.fields, numbers[0] > 0 else { return }
    rows = numbers[0]
    means = numbers.dropFirst().map { max(1, Double($0) / Double(rows)) }
  }
}

/// Counts how many sections have something, no further than is worth knowing.
struct Frequencies {
  /// How far it counts. What more sections have than this tells little anyway.
  static let limit = 8_000
  let db: Database
  let size: IndexSize

  init(_ db: Database, _ size: IndexSize) {
    self.db = db
    self.size = size
  }

  /// How many sections match, at most ``limit``.
  func count(_ match: String) throws -> Int {
    let statement = try db.cachedStatement(
      sql: """
        SELECT count(*) FROM (
          SELECT 1 FROM sectionIndex WHERE sectionIndex MATCH ? LIMIT \(Frequencies.limit))
        """)
    return try Int.fetchOne(statement, arguments: [match]) ?? 0
  }

  /// Whether any section matches.
  func has(_ match: String) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: "SELECT EXISTS (SELECT 1 FROM sectionIndex WHERE sectionIndex MATCH ?)")
    return try Bool.fetchOne(statement, arguments: [match]) == true
  }
}
