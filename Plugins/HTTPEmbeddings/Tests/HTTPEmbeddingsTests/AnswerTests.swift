import HTTPEmbeddings
import Testing

/// What a server answers, and what is made of it.
@Suite struct `What a server answers` {
  @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
  func `is taken as numbers or base64, in any order`(base64: Bool, isBackwards: Bool) async throws {
    let texts = ["one", "second", "a third", "ü, 🦆 and \u{0} too"]
    let outcome = try await ask(texts) {
      .vectors($1, base64: base64, isBackwards: isBackwards)
    }
    let vectors = try #require(outcome.result?.vectors, "\(String(describing: outcome.failure))")
    #expect(vectors.count == 4)
    for (vector, text) in zip(vectors, texts) { #expect(isSame(vector, unit(text)), "\(text)") }
    let question = try #require(outcome.asked.first?.question())
    #expect(question.input == texts && question.model == "tiny")
    #expect(question.encoding_format == "base64" && question.dimensions == nil)
    #expect(outcome.asked.first?.path == "/v1/embeddings")
    #expect(outcome.asked.first?.headers["authorization"] == nil)
  }

  @Test(arguments: [
    ("not json", "no JSON"), ("{}", "no JSON"), ("[1]", "no JSON"), ("", "no JSON"),
    (#"{"data": []}"#, "0 vectors for 2"),
    (#"{"data": [{"index": 0, "embedding": [1, 2]}]}"#, "1 vectors for 2"),
    (#"{"data": [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}]}"#, "index 0"),
    (#"{"data": [{"index": 0, "embedding": [1]}, {"index": 7, "embedding": [1]}]}"#, "index 7"),
    (#"{"data": [{"embedding": [1]}, {"embedding": [1, 2]}]}"#, "2 numbers where 1"),
    (#"{"data": [{"embedding": []}, {"embedding": []}]}"#, "empty"),
    (#"{"data": [{"embedding": [0, 0]}, {"embedding": [1, 1]}]}"#, "all zero"),
    (#"{"data": [{"embedding": [NaN]}, {"embedding": [1]}]}"#, "no JSON"),
    (#"{"data": [{"embedding": "AADAfw=="}, {"embedding": "AACAPw=="}]}"#, "not a number"),
    (#"{"data": [{"embedding": "AACAfw=="}, {"embedding": "AACAPw=="}]}"#, "infinite"),
    (#"{"data": [{"embedding": "AAA="}, {"embedding": "!"}]}"#, "base64"),
    (#"{"data": [{"embedding": {"a": 1}}, {"embedding": [1]}]}"#, "no JSON"),
  ])
  func `is refused where it is not what it should be, and not asked for again`(
    body: String, reason: String
  ) async throws {
    let outcome = try await ask { _, _ in .json(body) }
    let failure = try #require(outcome.failure)
    #expect(failure.problem.contains(reason), "\(failure.problem)")
    #expect(failure.problem.contains("http://127.0.0.1:") && !failure.hint.isEmpty)
    #expect(outcome.asked.count == 1 && outcome.waits == [])
  }

  @Test func `has as many numbers as were asked for`() async throws {
    let right = try await ask(endpoint: { $0.dimensions = 3 }) { .vectors($1) }
    #expect(right.result?.vectors.count == 2 && right.asked[0].question()?.dimensions == 3)
    let wrong = try await ask(endpoint: { $0.dimensions = 4 }) { .vectors($1) }
    #expect(wrong.failure?.problem.contains("3 numbers where 4 were due") == true)
  }

  @Test func `has as many in every batch`() async throws {
    let outcome = try await ask(["a", "b"], endpoint: { $0.batch = 1 }) { number, _ in
      .json("{\"data\": [{\"embedding\": [\(number == 0 ? "1, 2" : "1, 2, 3")]}]}")
    }
    #expect(outcome.failure?.problem.contains("numbers where") == true)
  }

  @Test func `is given up where it is huge`() async throws {
    let outcome = try await ask(limit: 10_000) { _, _ in
      .json("{\"data\": \"" + String(repeating: "x", count: 100_000) + "\"}")
    }
    #expect(outcome.failure?.problem.contains("more than 10000 bytes") == true)
    #expect(outcome.asked.count == 1)
  }

  @Test func `comes as floats where it knows no base64`() async throws {
    let outcome = try await ask { _, asked in
      asked.question()?.encoding_format == nil
        ? .vectors(asked, base64: false) : .error(400, "unknown field encoding_format")
    }
    #expect(isSame(outcome.result?.vectors.last, unit("second")))
    #expect(outcome.asked.count == 2 && outcome.waits == [])
  }
}
