import HTTPEmbeddings
import Testing

@Suite struct `What fails` {
  @Test(arguments: [408, 429, 500, 502, 503, 529])
  func `and may pass is asked for again`(status: Int) async throws {
    let outcome = try await ask { number, asked in
      number < 2 ? .error(status, "busy") : .vectors(asked)
    }
    #expect(isSame(outcome.result?.vectors.first, unit("one")))
    #expect(outcome.result?.requests == 3 && outcome.result?.retries == 2)
    #expect(outcome.waits.count == 2)
    #expect(outcome.waits[0] >= .milliseconds(250) && outcome.waits[0] <= .milliseconds(500))
    #expect(outcome.waits[1] >= .milliseconds(500) && outcome.waits[1] <= .seconds(1))
  }

  @Test func `is asked for no sooner than the server says`() async throws {
    let outcome = try await ask { number, asked in
      number == 0 ? .error(429, "slow down", headers: ["Retry-After": "7"]) : .vectors(asked)
    }
    #expect(outcome.waits == [.seconds(7)] && outcome.result != nil)
    let long = try await ask { _, _ in
      .error(503, "tomorrow", headers: ["Retry-After": "86400"])
    }
    #expect(long.waits == [] && long.failure?.problem.contains("tomorrow") == true)
    let past = try await ask { number, asked in
      number == 0
        ? .error(429, "", headers: ["Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"])
        : .vectors(asked)
    }
    #expect(past.waits.count == 1 && past.waits[0] <= .milliseconds(500))
  }

  @Test func `for ever is given up`() async throws {
    let outcome = try await ask { _, _ in .error(500, "out of order") }
    let failure = try #require(outcome.failure)
    #expect(failure.problem.hasSuffix("/v1/embeddings answered 500: out of order"))
    #expect(failure.hint.contains("joinery embed"))
    #expect(outcome.asked.count == 6 && outcome.waits.count == 5)
  }

  @Test(arguments: [400, 401, 403, 404, 405, 422])
  func `for good is said at once`(status: Int) async throws {
    let outcome = try await ask { _, _ in .error(status, "no such\\n model") }
    #expect(outcome.failure?.problem.hasSuffix("answered \(status): no such model") == true)
    #expect(outcome.failure?.hint.isEmpty == false && outcome.asked.count == 1)
  }

  @Test func `for want of credit is said at once`() async throws {
    let outcome = try await ask { _, _ in
      .json(#"{"error": {"message": "no credit", "code": "insufficient_quota"}}"#, status: 429)
    }
    #expect(outcome.failure?.problem.contains("no credit") == true && outcome.asked.count == 1)
  }

  @Test(arguments: [
    #"{"error": "plain"}"#, #"{"message": "plain"}"#, #"{"detail": "plain"}"#, "plain\n",
    #"{"error": {"message": "plain"}}"#,
  ])
  func `is told in the server's words, whatever shape they have`(body: String) async throws {
    let outcome = try await ask { _, _ in .json(body, status: 404) }
    #expect(outcome.failure?.problem.hasSuffix("answered 404: plain") == true)
  }

  @Test func `by a cut connection is asked for again`() async throws {
    let outcome = try await ask { number, asked in
      number == 0 ? .cut(body: Array("{\"data\": [".utf8)) : .vectors(asked)
    }
    #expect(outcome.result?.retries == 1 && outcome.waits.count == 1)
  }

  @Test func `by silence is given up in time`() async throws {
    let patience = Patience(attempts: 2, timeout: .milliseconds(200))
    let outcome = try await ask(patience: patience) { _, _ in .silence }
    #expect(outcome.failure?.problem.contains("did not answer within") == true)
    #expect(outcome.asked.count <= 2 && outcome.waits.count == 1)
  }

  @Test func `as nobody listens is said`() async throws {
    let patience = Patience(attempts: 2, timeout: .seconds(20))
    let outcome = try await ask(
      patience: patience, endpoint: { $0.url = "http://127.0.0.1:1" }
    ) { _, _ in .silence }
    let problem = try #require(outcome.failure?.problem)
    #expect(problem.hasPrefix("http://127.0.0.1:1/v1/embeddings cannot be reached"), "\(problem)")
    #expect(outcome.asked.isEmpty && outcome.waits.count == 1)
  }
}
