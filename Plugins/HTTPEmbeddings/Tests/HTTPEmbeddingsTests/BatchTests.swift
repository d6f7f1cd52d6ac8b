import HTTPEmbeddings
import Testing

@Suite struct `Texts are sent` {
  @Test func `in batches, a few at once, and come back in order`() async throws {
    let texts = (0..<50).map { String(repeating: "x", count: $0 + 1) }
    let outcome = try await ask(texts, endpoint: { $0.batch = 4 }) { .vectors($1) }
    let vectors = try #require(outcome.result?.vectors)
    for (vector, text) in zip(vectors, texts) { #expect(isSame(vector, unit(text))) }
    #expect(vectors.count == 50 && outcome.asked.count == 13 && outcome.mostAtOnce <= 4)
    #expect(outcome.asked.allSatisfy { ($0.question()?.input.count ?? 9) <= 4 })
  }

  @Test func `in batches of not too many bytes`() async throws {
    let texts = (0..<10).map { _ in String(repeating: "word ", count: 20_000) } + ["end"]
    let outcome = try await ask(texts) { .vectors($1) }
    #expect(outcome.result?.vectors.count == 11 && outcome.asked.count == 5)
    #expect(outcome.asked.allSatisfy { $0.body.count < 300_000 })
    #expect(try await ask([]) { .vectors($1) }.result?.vectors == [])
  }

  @Test(arguments: [
    (400, "This model's maximum context length is 40 tokens. However, you requested more"),
    (413, "Input validation error: `inputs` must have less than 40 tokens"),
    (500, "input is too large to process. increase the physical batch size"),
    (400, "the input length exceeds the context length"),
  ])
  func `in halves where they are too long, alike in any company`(
    status: Int, message: String
  ) async throws {
    let respond: @Sendable (Int, TestServer.Asked) -> TestServer.Answer = { _, asked in
      (asked.question()?.input ?? []).contains { $0.utf8.count > 100 }
        ? .error(status, message) : .vectors(asked)
    }
    let long = (1...40).map { "word\($0)" }.joined(separator: " ")
    let outcome = try await ask(["one", "second", long, "a third"], respond: respond)
    let vectors = try #require(outcome.result?.vectors, "\(String(describing: outcome.failure))")
    #expect(isSame(vectors[0], unit("one")) && isSame(vectors[3], unit("a third")))
    let length = vectors[2].reduce(0) { $0 + $1 * $1 }
    #expect(abs(length - 1) < 1e-5 && outcome.waits == [])
    let alone = try await ask([long], respond: respond)
    #expect(alone.result?.vectors[0] == vectors[2])
  }

  @Test func `no shorter than makes sense`() async throws {
    let long = String(repeating: "word ", count: 100)
    let outcome = try await ask([long]) { _, _ in .error(413, "too long") }
    #expect(outcome.failure?.problem.contains("answered 413: too long") == true)
    #expect(outcome.asked.count < 10)
  }
}
