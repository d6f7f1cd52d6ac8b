import Examples
import Foundation
import Git
import Testing
import Workspace

/// What holds for every history: see ``Manuscript`` for what is edited, and how.
struct HistoryTests {
  /// Histories and what came of them; merged once, for all tests.
  private static let histories = Task {
    var histories: [(history: History, merged: SectionMerge)] = []
    for (language, count) in zip(Manuscript.Language.allCases, [300, 60, 60, 120]) {
      for seed in 0..<count {
        let history = History(language, seed)
        histories.append((history, try await history.merged()))
      }
    }
    return histories
  }

  @Test func `no line is lost, revived or doubled`() async throws {
    for (history, merged) in try await Self.histories.value {
      let found = words(merged.text)
      if merged.isClean {
        #expect(found.sorted() == history.wanted.sorted(), "\(history)")
      } else {
        #expect(history.added.isSubset(of: found), "\(history)")
        #expect(merged.text.contains("<<<<<<< ours\n"), "\(history)")
      }
    }
  }

  @Test func `where git has no conflict its result is ours, or shows why it is not`() async throws {
    var reasons: Set<Difference> = []
    for (history, merged) in try await Self.histories.value {
      let lines = try history.mergedByLines()
      guard lines.isClean, merged.bytes != lines.bytes else { continue }
      let git = String(decoding: lines.bytes, as: UTF8.self)
      let reason = try #require(Difference(in: git, of: history), "\(history)")
      reasons.insert(reason)
      #expect(merged.isClean || reason == .doubled, "\(history)")
      if reason == .parted {
        #expect(history.followers(in: merged.text) > history.followers(in: git), "\(history)")
      }
    }
    #expect(reasons == Set(Difference.allCases))
  }

  @Test func `by lines we merge as the system's git does`() throws {
    let scratch = try Scratch()
    for seed in 0..<24 {
      let history = History(.loose, seed)
      let merged = try history.mergedByLines()
      try scratch.write(history.base, to: "base")
      try scratch.write(history.ours, to: "ours")
      try scratch.write(history.theirs, to: "theirs")
      let git = try? scratch.run("git", "merge-file", "-p", "-q", "ours", "base", "theirs")
      #expect((git != nil) == merged.isClean, "\(history)")
      if let git { #expect(git == String(decoding: merged.bytes, as: UTF8.self)) }
    }
  }

  @Test func `the sides can be exchanged`() async throws {
    for (history, merged) in try await Self.histories.value.everyFifth {
      let other = try await merge(history.base, history.theirs, history.ours, history.path)
      #expect(merged.isClean == other.isClean, "\(history)")
      if merged.isClean { #expect(words(merged.text).sorted() == words(other.text).sorted()) }
    }
  }

  @Test func `a side that was merged has nothing to add`() async throws {
    for (history, merged) in try await Self.histories.value.everyFifth where merged.isClean {
      for (ours, theirs) in [(merged.text, history.theirs), (history.ours, merged.text)] {
        let again = try await merge(history.base, ours, theirs, history.path)
        #expect(again.text == merged.text, "\(history)")
      }
    }
  }

  @Test func `JSON stays JSON`() async throws {
    for (history, merged) in try await Self.histories.value
    where merged.isClean && history.path == "a.json" {
      _ = try JSONSerialization.jsonObject(with: Data(merged.bytes))
    }
  }

  @Test func `sections stay apart by a blank line where they are on every side`() async throws {
    for (history, merged) in try await Self.histories.value
    where merged.isClean && history.language == .loose {
      let lines = merged.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (line, next) in zip(lines, lines.dropFirst()) where next.hasPrefix("##") {
        #expect(line.isEmpty)
      }
    }
  }
}

extension Array {
  fileprivate var everyFifth: [Element] {
    stride(from: 0, to: count, by: 5).map { self[$0] }
  }
}
