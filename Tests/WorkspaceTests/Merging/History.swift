import Foundation
import Git
import Workspace

/// Three versions of a file that nobody thought of. A line stands in each at most once.
struct History: Sendable, CustomStringConvertible {
  let description: String
  let language: Manuscript.Language
  let base: String
  let ours: String
  let theirs: String

  init(_ language: Manuscript.Language, _ seed: Int) {
    var dice = Dice(seed)
    let base = Manuscript(language, &dice)
    description = "\(language.rawValue) \(seed)"
    self.language = language
    self.base = base.text
    ours = base.edited(by: "our", times: 1 + dice.roll(3), &dice).text
    theirs = base.edited(by: "their", times: 1 + dice.roll(3), &dice).text
  }

  var path: String { language.path }

  /// What comes of it by section.
  func merged() async throws -> SectionMerge { try await merge(base, ours, theirs, path) }

  /// What git makes of the whole file, line by line.
  func mergedByLines() throws -> Merge {
    try Merge(base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8))
  }

  /// The lines that a side added.
  var added: Set<String> {
    Set(words(ours)).union(words(theirs)).subtracting(words(base))
  }

  /// The lines a merge without conflicts has: what was added, and of base what no side removed.
  var wanted: Set<String> {
    added.union(Set(words(base)).intersection(words(ours)).intersection(words(theirs)))
  }
}

/// The lines of a file that say something: neither blank nor brackets, without commas at the end.
func words(_ text: String) -> [String] {
  text.split(separator: "\n").map { line in
    line.trimmingCharacters(in: CharacterSet(charactersIn: " ,"))
  }.filter { $0.contains(where: \.isNumber) }
}

/// Why a merge by section and one by lines may differ, though the one by lines has no conflict.
/// Each can be seen in what git wrote.
enum Difference: CaseIterable {
  /// Both sides moved a section, and git has it twice.
  case doubled
  /// One side moved a section, the other removed it, and git has it still.
  case revived
  /// One side added a section after another that the other side moved, and git left it behind.
  case parted

  /// The first reason that the result of git shows; nil where none does.
  init?(in git: String, of history: History) {
    let lines = words(git)
    if Set(lines).count < lines.count {
      self = .doubled
    } else if !Set(lines).isSubset(of: history.wanted) {
      self = .revived
    } else if history.followers(in: git) < history.newTitles {
      self = .parted
    } else {
      return nil
    }
  }
}

extension History {
  /// How many of the titles that a side added stand after the title they stand after on that side,
  /// not counting titles the other side added.
  func followers(in text: String) -> Int {
    follows(in: text, side: ours, other: theirs) + follows(in: text, side: theirs, other: ours)
  }

  /// How many titles the sides added.
  var newTitles: Int {
    Set(titles(ours)).union(titles(theirs)).subtracting(titles(base)).count
  }

  private func follows(in text: String, side: String, other: String) -> Int {
    let new = Set(titles(side)).subtracting(titles(base))
    let foreign = Set(titles(other)).subtracting(titles(base))
    let found = titles(text).filter { !foreign.contains($0) }
    let model = titles(side)
    func before(_ title: String, _ list: [String]) -> String? {
      list.firstIndex(of: title).flatMap { $0 > 0 ? list[$0 - 1] : nil }
    }
    return new.count { found.contains($0) && before($0, found) == before($0, model) }
  }

  private func titles(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      guard let start = line.range(of: "Title_")?.lowerBound else { return nil }
      return String(line[start...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }
  }
}
