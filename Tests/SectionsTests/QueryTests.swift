import Sections
import Testing

@Suite struct QueryTests {
  @Test func `words, phrases and beginnings`() {
    let query = Query("merge \"quick start\" extract* claude.md C++ --flag")
    #expect(
      query.terms == [
        .word("merge"), .phrase("quick start"), .prefix("extract"), .word("claude.md"),
        .word("C++"), .word("--flag"),
      ])
  }

  @Test func `known keys filter, others are words`() {
    let query = Query(
      "kind:method lang:python component:\"my pdf\" in:scripts/x tag:office since:2w foo:bar kind: fill"
    )
    #expect(query.kinds == ["method"])
    #expect(query.languages == ["python"])
    #expect(query.components == ["my pdf"])
    #expect(query.folders == ["scripts/x"])
    #expect(query.tags == ["office"])
    #expect(query.since == .hours(336))
    #expect(query.terms == [.word("foo:bar"), .word("kind:"), .word("fill")])
    #expect(Query("since:soon").terms == [.word("since:soon")])
  }

  @Test(arguments: [
    ("a1 b1", Query.Clause.some([.word("a1"), .word("b1")])),
    ("a1 OR b1 AND c1", .some([.any([.word("a1"), .all([.word("b1"), .word("c1")])])])),
    (
      "(a1 OR b1) AND NOT c1",
      .some([.all([.any([.word("a1"), .word("b1")]), .not(.word("c1"))])])
    ),
    ("x1 (a1 b1)", .some([.word("x1"), .some([.word("a1"), .word("b1")])])),
    ("a1 -draft -rf", .some([.word("a1"), .not(.word("draft")), .word("-rf")])),
    (
      "-\"two words\" -(a1 b1)",
      .some([.not(.term(.phrase("two words"))), .not(.some([.word("a1"), .word("b1")]))])
    ),
    ("NOT NOT a1", .some([.word("a1")])),
    ("print() (fill(x))", .some([.word("print()"), .some([.word("fill(x)")])])),
    ("a1 AND", .some([.word("a1")])), ("OR a1 AND", .some([.word("a1")])),
    ("a1 or b1", .some([.word("a1"), .word("b1")])),
    ("-kind:code", .some([.not(.term(.phrase("kind:code")))])),
  ])
  func `operators`(text: String, clause: Query.Clause) {
    #expect(Query(text).clause == clause)
  }

  @Test func `stop words go when others remain`() {
    #expect(Query("how to merge the files").terms == [.word("merge"), .word("files")])
    #expect(Query("to be").terms == [.word("to"), .word("be")])
    #expect(Query("\"to be\" is").terms == [.phrase("to be")])
    #expect(Query("why is it?").terms == [.word("why"), .word("is"), .word("it?")])
  }

  @Test(arguments: ["", " ", "\"", "\"\"", "*", "***", "!?;", "\0", "🎉", "-- ; DROP"])
  func `odd text is no error`(text: String) {
    #expect(Query(text).terms.allSatisfy { $0.text.contains(where: \.isLetter) })
  }

  @Test func `a quote that is never closed is part of its word`() {
    #expect(Query("\"unbalanced text").terms == [.word("\"unbalanced"), .word("text")])
  }

  @Test func `what was read is written so that it reads the same`() {
    let parts = [
      "word", "the", "\"quick start\"", "pre*", "AND", "OR", "NOT", "(", ")", "-draft", "-rf",
      "kind:code", "in:\"a b\"", "component:x(y", "since:3d", "foo:bar", "claude.md", "C++", "\"",
      "x)", "fill(x)", "--flag", "é*", "a\u{301}", "\0", "\n", "-(", "-\"two words\"", "((", "))",
    ]
    var state: UInt64 = 1
    for _ in 0..<4000 {
      var text = ""
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      for _ in 0..<(state >> 40) % 10 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += parts[Int(state >> 33) % parts.count] + (state >> 32 & 7 == 0 ? "" : " ")
      }
      let query = Query(text)
      #expect(Query(query.description) == query, "\(text.debugDescription)")
    }
  }

  @Test func `parentheses may be nested without end`() {
    let query = Query(String(repeating: "(", count: 100_000) + "word")
    #expect(query.terms == [.word("word")])
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("1970-01-02", 86_400), ("2000-03-01", 951_868_800),
    ("2026-11-21", 1_795_219_200), ("1969-12-31", -86_400), ("24h", 1_000_000 - 86_400),
  ])
  func `since`(text: String, seconds: Int64) throws {
    let since = try #require(Since(text))
    #expect(since.moment(now: 1_000_000_000_000_000) == seconds * 1_000_000_000)
  }

  @Test(arguments: ["", "d", "1x", "2026-13-01", "2026-1", "-1d", "99999999999999999999h"])
  func `no time`(text: String) {
    #expect(Since(text) == nil)
  }
}

extension Query.Clause {
  fileprivate static func word(_ text: String) -> Query.Clause { .term(.word(text)) }
}
