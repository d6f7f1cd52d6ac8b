import HTTPEmbeddings
import Testing

@Suite struct `A key` {
  private static let secret = "sk-5ecre7"

  @Test func `goes with each request, and into no message`() async throws {
    let outcome = try await ask(
      environment: ["KEY": Self.secret, "OTHER": "x"], endpoint: { $0.key = "KEY" }
    ) { _, _ in .error(401, "Incorrect API key provided: sk-5ecre7.") }
    #expect(outcome.asked.map { $0.headers["authorization"] } == ["Bearer sk-5ecre7"])
    let failure = try #require(outcome.failure)
    #expect(failure.problem.hasSuffix("answered 401: Incorrect API key provided: …."))
    #expect(failure.hint.contains("KEY") && !"\(failure)".contains(Self.secret))
  }

  @Test func `that is missing, or none, is said before anything is sent`() async throws {
    for environment in [[:], ["KEY": ""], ["KEY": "two words"], ["KEY": "a\r\nX-Evil: 1"]] {
      let outcome = try await ask(environment: environment, endpoint: { $0.key = "KEY" }) {
        .vectors($1)
      }
      #expect(outcome.failure?.problem.contains("KEY") == true && outcome.asked.isEmpty)
    }
  }

  @Test(arguments: [
    ("http://192.0.2.1/v1", false), ("http://example.com", false), ("http://10.0.0.5:8000", false),
    ("http://127.0.0.1.example.com", false), ("http://localhost.example.com", false),
    ("https://example.com/v1", true), ("http://localhost:11434", true), ("http://[::1]:80", true),
    ("http://127.8.9.1/", true), ("HTTPS://example.com", true),
  ])
  func `goes only where nobody else can read it`(url: String, isConfidential: Bool) throws {
    #expect(try Address(url).isConfidential == isConfidential)
    let client = [url].map { Endpoint(url: $0, model: "m", key: "KEY") }
    for endpoint in client {
      let failure = failure(endpoint)
      #expect((failure == nil) == isConfidential, "\(String(describing: failure))")
      var told = endpoint
      told.insecure = true
      #expect(self.failure(told) == nil)
    }
  }

  private func failure(_ endpoint: Endpoint) -> EndpointFailure? {
    do {
      let address = try Address(endpoint.url)
      _ = try endpoint.key(for: address, in: ["KEY": Self.secret])
      return nil
    } catch { return error }
  }

  @Test(arguments: [
    ("http://a", "http://a/v1/embeddings"), ("http://a/", "http://a/v1/embeddings"),
    ("http://a:1/v1", "http://a:1/v1/embeddings"), ("http://a/v1/", "http://a/v1/embeddings"),
    ("https://a/x/embeddings?k=secret", "https://a/x/embeddings"),
    ("http://[::1]:8080/v1", "http://[::1]:8080/v1/embeddings"),
  ])
  func `is not shown with an address`(url: String, shown: String) throws {
    #expect(try Address(url).shown == shown)
  }

  @Test(arguments: [
    "", "ftp://a", "a.example.com", "http://", "file:///etc/passwd", "http://u:p@a", "http://a#b",
    "not an address",
  ])
  func `goes to no address that is none`(url: String) {
    #expect(throws: EndpointFailure.self) { try Address(url) }
  }
}

@Suite struct `A server that sends requests on` {
  @Test(arguments: [301, 302, 307, 308])
  func `is followed where it stays itself`(status: Int) async throws {
    let outcome = try await ask { number, asked in
      number == 0
        ? .reply(status: status, headers: ["Location": "/new/embeddings"], body: [])
        : .vectors(asked)
    }
    #expect(isSame(outcome.result?.vectors.first, unit("one")))
    #expect(outcome.asked.map(\.path) == ["/v1/embeddings", "/new/embeddings"])
    #expect(outcome.asked[1].question()?.input == ["one", "second"])
  }

  @Test(arguments: [
    "http://192.0.2.1/v1/embeddings", "http://127.0.0.1:1/v1/embeddings", "//example.com/", "",
    "https://example.com/v1/embeddings", "file:///etc/passwd", "http://localhost/",
  ])
  func `is not followed elsewhere, with a key or without`(location: String) async throws {
    for key in [nil, "KEY"] {
      let outcome = try await ask(environment: ["KEY": "k"], endpoint: { $0.key = key }) { _, _ in
        .reply(status: 307, headers: ["Location": location], body: [])
      }
      #expect(outcome.failure?.problem.contains("which is elsewhere") == true)
      #expect(outcome.asked.count == 1)
    }
  }

  @Test func `is not followed for ever`() async throws {
    let outcome = try await ask { _, _ in
      .reply(status: 308, headers: ["Location": "/v1/embeddings"], body: [])
    }
    #expect(outcome.failure?.problem.contains("on and on") == true && outcome.asked.count == 4)
  }
}
