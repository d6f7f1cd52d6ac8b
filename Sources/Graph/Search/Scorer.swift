import Foundation

/// How well a section fits, part by part: what `--explain` shows.
package struct ScoreParts: Sendable, Equatable {
  /// The rank that the index gave, of the best rank: 0 for what only its component speaks for.
  package var index = 0.0
  /// The words that it has, by what each tells and in which field it stands.
  package var words = 0.0
  /// The share of the query, by what each word tells, that it has.
  package var coverage = 0.0
  /// How near the words of the query stand to each other.
  package var nearness = 0.0
  /// The share of its title that was asked for.
  package var title = 0.0
  /// How well its component's name, path and description fit, of the best.
  package var component = 0.0
  /// What the parts so far come to.
  package var byWords = 0.0
  /// Which place that gave it among the candidates, from 1; nil for what has none of the words.
  package var wordRank: Int?
  /// How alike the meanings are: 1 at most. Nil where meaning was not asked, or has no vector.
  package var meaning: Double?
  /// Which place that gave it among the candidates, from 1.
  package var meaningRank: Int?
  /// What meaning counts for, beside words, which count for the rest of 1.
  package var weight = 0.0
  /// What all comes to.
  package var total = 0.0
}

/// Tells how well a text fits, from the text itself.
///
/// FTS5 ranks by stems and adds up words; this looks again at the best of what it found, and sees
/// the words as they are written, which of them stand together, and how much of the query there is.
struct Scorer {
  /// What each field counts for, and how much its length does: title, path and trail, text, names.
  private static let fields: [(weight: Double, length: Double)] = [
    (2, 0.3), (0.7, 0.5), (1, 0.4), (0.5, 0),
  ]
  private static let saturation = 1.2
  /// How much of a word another form of it covers.
  private static let otherForm = 0.8

  private let units: [SoughtUnit]
  private let reader: FieldReader
  private let means: [Double]
  private let total: Double
  /// The atoms that are words: what titles are compared with.
  private let wordAtoms: UInt64

  init(_ sought: Sought) {
    units = sought.units
    reader = FieldReader(units)
    means = sought.size.means
    total = max(0.001, units.reduce(0) { $0 + $1.weight })
    wordAtoms = reader.atoms.enumerated().reduce(0) { mask, atom in
      atom.element.kind == .stem ? mask | 1 << UInt64(atom.offset) : mask
    }
  }

  /// The parts of the score that the four fields of a section decide.
  func parts(_ texts: [Data]) -> ScoreParts {
    let fields = texts.map { reader.read($0) }
    var parts = ScoreParts()
    var places: [[Int]] = []
    for (number, unit) in units.enumerated() {
      var (frequency, isExact) = (0.0, false)
      for (index, field) in fields.enumerated() where field.length > 0 {
        let found = field.places(of: reader.unitAtoms[number], unit)
        isExact = isExact || found.isExact
        let rule = Scorer.fields[index]
        let length = 1 - rule.length + rule.length * Double(field.length) / means[index]
        frequency += rule.weight * Double(found.places.count) / length
        if found.places.isEmpty, unit.form == .sequence, index != 1,
          field.hasAll(reader.unitAtoms[number])
        {
          frequency += 0.3 * rule.weight
        }
        if index == 2 { places.append(found.places) }
      }
      if places.count == number { places.append([]) }
      guard frequency > 0 else { continue }
      parts.words +=
        unit.weight * frequency / (frequency + Scorer.saturation) * (isExact ? 1.25 : 1)
      parts.coverage += unit.weight * (isExact ? 1 : Scorer.otherForm)
    }
    parts.words /= total
    parts.coverage /= total
    parts.nearness = Scorer.nearness(places)
    if fields[0].length > 0 {
      let named = fields[0].events.count { $0.atoms & wordAtoms != 0 }
      parts.title = Double(named) / Double(fields[0].length)
    }
    return parts
  }

  /// The sum of the parts, each in its weight.
  static func total(_ parts: ScoreParts) -> Double {
    parts.words * parts.coverage
      + (0.2 * parts.nearness + 0.1 * parts.title) * parts.coverage
      + 0.15 * parts.index + 0.15 * parts.component
  }

  /// The mean, over terms that follow each other in the query, of one by their distance in words.
  private static func nearness(_ places: [[Int]]) -> Double {
    guard places.count > 1 else { return 0 }
    let sum = zip(places, places.dropFirst()).reduce(0.0) { sum, pair in
      let distance = distance(pair.0, pair.1)
      return distance <= 8 ? sum + 1 / Double(distance) : sum
    }
    return sum / Double(places.count - 1)
  }

  private static func distance(_ one: [Int], _ other: [Int]) -> Int {
    var (first, second, best) = (0, 0, Int.max)
    while first < one.count, second < other.count {
      best = min(best, max(1, abs(one[first] - other[second])))
      if one[first] < other[second] { first += 1 } else { second += 1 }
    }
    return best
  }
}
