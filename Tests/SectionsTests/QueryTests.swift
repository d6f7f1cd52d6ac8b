import Sections
import Testing

@Suite struct QueryTests {
  @Test func `words, phrases and beginnings`() {
    let query = Query("merge \"quick start\" extract* claude.md C++")
    #expect(
      query.terms == [
        .word("merge"), .phrase("quick start"), .prefix("extract"), .word("claude.md"),
        .word("C++"),
      ])
  }

  @Test func `known keys filter, others are words`() {
    let query = Query("kind:method lang:python component:pdf in:scripts/x foo:bar kind: fill")
    #expect(query.kinds == ["method"])
    #expect(query.languages == ["python"])
    #expect(query.components == ["pdf"])
    #expect(query.folders == ["scripts/x"])
    #expect(query.terms == [.word("foo:bar"), .word("kind:"), .word("fill")])
  }

  @Test func `stop words go when others remain`() {
    #expect(Query("how to merge the files").terms == [.word("merge"), .word("files")])
    #expect(Query("to be").terms == [.word("to"), .word("be")])
    #expect(Query("\"to be\" is").terms == [.phrase("to be")])
  }

  @Test(arguments: ["", " ", "\"", "\"\"", "*", "***", "!?;", "\0", "🎉", "-- ; DROP"])
  func `odd text is no error`(text: String) {
    #expect(Query(text).terms.allSatisfy { $0.text.contains(where: \.isLetter) })
  }

  @Test func `a quote that is never closed is part of its word`() {
    #expect(Query("\"unbalanced text").terms == [.word("\"unbalanced"), .word("text")])
  }
}
