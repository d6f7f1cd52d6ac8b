import Foundation

/// Finds the words of a query in a field.
struct FieldReader {
  /// Something that one word of a text can be.
  struct Atom {
    enum Kind { case stem, prefix, joined }
    let kind: Kind
    let bytes: [UInt8]
    /// For a stem the word as it was typed.
    let word: [UInt8]
  }

  /// How much of a field is read, in bytes.
  private static let limit = 1 << 16
  private(set) var atoms: [Atom] = []
  /// For each unit its atoms: of each of its words, and of its words joined.
  private(set) var unitAtoms: [(words: [UInt64], joined: UInt64)] = []
  private var byFirst: [[Int]] = Array(repeating: [], count: 256)

  init(_ units: [SoughtUnit]) {
    for unit in units {
      let words = unit.words.map { word in
        add(unit.form == .prefix && word == unit.words.last ? .prefix : .stem, Array(word.utf8))
      }
      unitAtoms.append((words, unit.joined.map { add(.joined, Array($0.utf8)) } ?? 0))
    }
  }

  /// The bit of an atom; none where there are 64 already.
  private mutating func add(_ kind: Atom.Kind, _ word: [UInt8]) -> UInt64 {
    var bytes = word
    if kind == .stem { Stem.reduce(&bytes) }
    if let known = atoms.firstIndex(where: { $0.kind == kind && $0.word == word }) {
      return 1 << UInt64(known)
    }
    guard atoms.count < 64, let first = bytes.first else { return 0 }
    byFirst[Int(first)].append(atoms.count)
    atoms.append(Atom(kind: kind, bytes: bytes, word: word))
    return 1 << UInt64(atoms.count - 1)
  }

  /// What stands where in `data`.
  func read(_ data: Data) -> FieldEvents {
    var field = FieldEvents()
    data.prefix(FieldReader.limit).withUnsafeBytes { bytes in
      TextWords.forEach(in: bytes.bindMemory(to: UInt8.self)) { word, _ in
        note(word, at: field.length, in: &field)
        field.length += 1
      }
    }
    return field
  }

  /// Keeps what `word`, which is number `place` of a field, can be.
  func note(_ word: UnsafeBufferPointer<UInt8>, at place: Int, in field: inout FieldEvents) {
    let candidates = byFirst[Int(word[0])]
    guard !candidates.isEmpty else { return }
    var event = FieldEvents.Event(place: place, atoms: 0, exact: 0)
    var stem: [UInt8]?
    for index in candidates {
      let atom = atoms[index]
      let bit: UInt64 = 1 << UInt64(index)
      switch atom.kind {
      case .joined: if word.elementsEqual(atom.bytes) { event.atoms |= bit }
      case .prefix: if word.starts(with: atom.bytes) { event.atoms |= bit }
      case .stem:
        if word.elementsEqual(atom.word) {
          event.atoms |= bit
          event.exact |= bit
        } else if word.count > 1, word[1] == atom.word.dropFirst().first {
          let reduced = stem ?? FieldReader.stem(word)
          stem = reduced
          if reduced == atom.bytes { event.atoms |= bit }
        }
      }
    }
    if event.atoms != 0 { field.events.append(event) }
  }

  private static func stem(_ word: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var bytes = Array(word)
    Stem.reduce(&bytes)
    return bytes
  }
}

/// What a query looks for and where it stands in one field.
struct FieldEvents {
  /// One word of the field.
  struct Event {
    let place: Int
    var atoms: UInt64
    var exact: UInt64
  }

  /// How many words the field has.
  var length = 0
  /// The words that a query looks for, in order.
  var events: [Event] = []

  /// Where a unit stands, and whether as it was typed somewhere.
  func places(
    of atoms: (words: [UInt64], joined: UInt64), _ unit: SoughtUnit
  ) -> (places: [Int], isExact: Bool) {
    var places: [Int] = []
    var isExact = false
    for (index, event) in events.enumerated() {
      let isJoined = event.atoms & atoms.joined != 0
      guard isJoined || stands(atoms.words, from: index) else { continue }
      places.append(event.place)
      isExact = isExact || unit.form != .word || event.exact & atoms.words[0] != 0
    }
    return (places, isExact)
  }

  /// Whether the words stand side by side from event `index` on.
  private func stands(_ words: [UInt64], from index: Int) -> Bool {
    guard index + words.count <= events.count else { return false }
    return words.indices.allSatisfy { offset in
      let event = events[index + offset]
      return event.place == events[index].place + offset && event.atoms & words[offset] != 0
    }
  }

  /// Whether the word at `place` is several words written as one.
  func isJoined(_ place: Int, _ joined: UInt64) -> Bool {
    events.contains { $0.place == place && $0.atoms & joined != 0 }
  }

  /// Whether all words of a unit stand somewhere.
  func hasAll(_ atoms: (words: [UInt64], joined: UInt64)) -> Bool {
    let all = events.reduce(0) { $0 | $1.atoms }
    return atoms.words.allSatisfy { $0 & all != 0 }
  }
}
