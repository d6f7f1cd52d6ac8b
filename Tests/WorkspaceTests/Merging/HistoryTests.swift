import Foundation
import Git
import Sections
import Testing
import Workspace

/// Three versions of a file that nobody thought of.
struct History: Sendable, CustomStringConvertible {
  let description: String
  let path: String
  let base: String
  let ours: String
  let theirs: String

  init(_ language: Manuscript.Language, _ seed: Int) {
    var dice = Dice(seed)
    let base = Manuscript(language, &dice)
    description = "\(language.rawValue) \(seed)"
    path = language.path
    self.base = base.text
    ours = base.edited(by: "our", times: 1 + dice.roll(3), &dice).text
    theirs = base.edited(by: "their", times: 1 + dice.roll(3), &dice).text
  }

  static func all(_ language: Manuscript.Language, _ count: Int) -> [History] {
    (0..<count).map { History(language, $0) }
  }

  func merged() async throws -> SectionMerge { try await merge(base, ours, theirs, path) }
}

/// The lines of a file that are not blank, brackets or the like, which no two passages share.
func words(_ text: String) -> [String] {
  text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces.union(["," ])) }
    .filter { $0.contains { $0.isNumber } }
}

struct HistoryTests {
  @Test func explore() async throws {
    for language in Manuscript.Language.allCases {
      var tally: [String: Int] = [:]
      var shown: [String: Int] = [:]
      for history in History.all(language, 400) {
        let merged = try await history.merged()
        let git = try Merge(
          base: Array(history.base.utf8), ours: Array(history.ours.utf8),
          theirs: Array(history.theirs.utf8))
        let gitText = String(decoding: git.bytes, as: UTF8.self)
        var kind = "git \(git.isClean ? "clean" : "conflict"), we \(merged.isClean ? "clean" : merged.conflicts[0].reason.rawValue)"
        let (b, o, t) = (Set(words(history.base)), Set(words(history.ours)), Set(words(history.theirs)))
        if merged.isClean {
          let want = b.intersection(o).intersection(t).union(o.subtracting(b)).union(t.subtracting(b))
          let got = words(merged.text)
          if Set(got) != want || got.count != want.count { kind += " WRONG" }
          if history.path == "a.json", (try? JSONSerialization.jsonObject(with: Data(merged.bytes))) == nil { kind += " BADJSON"}
        } else {
          let got = Set(words(merged.text))
          if !o.subtracting(b).union(t.subtracting(b)).isSubset(of: got) { kind += " LOST" }
        }
        if git.isClean, merged.isClean, gitText != merged.text {
          let g = words(gitText)
          kind += " differ"
          if Set(g).count != g.count { kind += " gitdup"}
          else if !Set(g).isSubset(of: o.union(t).intersection(b.intersection(o).intersection(t).union(o.subtracting(b)).union(t.subtracting(b)))) { kind += " gitres"}
          else { kind += " order" }
        }
        tally[kind, default: 0] += 1
        let interesting = kind.contains("WRONG") || kind.contains("LOST") || kind.contains("BAD") || kind.contains("order") || kind.contains("git clean, we ") && !merged.isClean
        shown[kind, default: 0] += 1
        if interesting, shown[kind]! <= 2 {
          print("##### \(history) \(kind) \(merged.conflicts)\n--- base\n\(history.base)--- ours\n\(history.ours)--- theirs\n\(history.theirs)--- git\n\(gitText)--- merged\n\(merged.text)")
        }
      }
      for (kind, count) in tally.sorted(by: { $0.key < $1.key }) { print("TALLY", language, count, kind) }
    }
  }
}
