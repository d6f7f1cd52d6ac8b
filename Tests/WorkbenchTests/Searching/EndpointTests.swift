import Embeddings
import Examples
import Foundation
import Sections
import Testing
import Workbench

/// Vectors by a server: what is asked of the program that asks it, and what becomes of its answers.
@Suite struct EndpointTests {
  private let bench: Bench
  private let workbench: Workbench

  /// A bench with five texts, whose program answers as a server would, two numbers a text.
  init() throws {
    bench = try Bench()
    let folder = bench.scratch.path
    try bench.scratch.write(
      """
      #!/usr/bin/env python3
      import base64, json, os, struct, sys
      here = "\(folder)/"
      there = lambda name: os.path.exists(here + name)
      for line in sys.stdin:
          request = json.loads(line)
          asked = request["params"]
          with open(here + "asked.txt", "a") as log:
              log.write(json.dumps([asked, sorted(os.environ)]) + "\\n")
          if there("dies"): sys.exit("out of paper")
          answer = {"jsonrpc": "2.0", "id": request["id"]}
          if there("fails") and "Third" in "".join(asked["texts"]):
              answer["error"] = {"code": 1, "message": "http://a answered 500", "data": {"hint": "Wait."}}
          else:
              rest = [0] if there("wider") else []
              vectors = [[0.6, 0.8] + rest if "merge" in text else [0.8, -0.6] + rest
                         for text in asked["texts"]]
              packed = [base64.b64encode(struct.pack("<%df" % len(v), *v)).decode() for v in vectors]
              answer["result"] = {"vectors": packed[1:] if there("fewer") else packed,
                                  "requests": 2, "retries": 1}
          print(json.dumps(answer), flush=True)

      """, to: "asker")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(folder)/asker")
    let environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "THE_KEY": "k", "OTHER": "x",
    ]
    workbench = try Workbench(
      home: bench.workbench.home, parsers: .shipped,
      endpoints: EndpointAccess(
        programs: ["\(folder)/nothing", "\(folder)/asker"], environment: environment))
    try set("model: tiny, key: THE_KEY, batch: 1")
    for name in ["First", "Second", "Third", "Fourth", "Fifth"] {
      let text = name == "Second" ? "merge" : "push"
      try bench.write("# \(name)\n\(text)\n", to: "\(name).md")
    }
  }

  private func set(_ settings: String) throws {
    try bench.scratch.write(
      "embeddings: {provider: http, url: 'http://a/v1', \(settings)}",
      to: "home/.joinery/config.yaml")
  }

  private func mark(_ name: String) throws { try bench.scratch.write("", to: name) }

  private func unmark(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(bench.scratch.path)/\(name)")
  }

  @Test func `texts get vectors, and are found by them`() async throws {
    try await bench.ingest()
    let report = try await workbench.embed()
    #expect(report.model == "tiny http" && report.dimension == 2)
    #expect(report.texts == 5 && report.embedded == report.sections)
    #expect(report.requests == 4 && report.retries == 2)
    let found = try await workbench.nearest(to: "to merge", limit: 2)
    #expect(found.first?.section.title == "Second" && found[0].similarity > 0.99)
    #expect(try await workbench.similar("First.md#first").count == 4)
    #expect(try await workbench.embed().texts == 0)
    #expect(try workbench.doctor(readData: true).findings == [])
    let asked = try #require(bench.scratch.text("asked.txt")).split(separator: "\n")
    #expect(asked.count == 4, "two of four and one text, the query, the similar ones")
    #expect(asked[0].contains(#""url": "http://a/v1""#) && asked[0].contains(#""attempts": 6"#))
    #expect(asked[2].contains(#""attempts": 1"#) && asked[2].contains(#"["to merge"]"#))
    #expect(asked[0].contains(#""THE_KEY""#) && !asked[0].contains(#""OTHER""#))
  }

  @Test func `what was done before a failure stays`() async throws {
    try bench.write("# A\none\n# B\ntwo\n# C\nthree\n# D\nfour\n# E\nfive\n", to: "more.md")
    try await bench.ingest()
    try mark("fails")
    await #expect(throws: EndpointFailure.refused(problem: "http://a answered 500", hint: "Wait."))
    {
      try await workbench.embed()
    }
    let done = try await workbench.stats().vectors.first?.embedded ?? 0
    try unmark("fails")
    let report = try await workbench.embed()
    #expect(report.texts == 10 - done && report.embedded == 10)
  }

  @Test func `models are never mixed, wherever they run`() async throws {
    try await bench.ingest()
    _ = try await workbench.embed()
    try set("model: tiny")
    #expect(try await workbench.embed().texts == 0, "a key is not of the model")
    try set("model: tiny, dimensions: 2")
    #expect(try await workbench.embed().model == "tiny/2 http")
    try set("model: other")
    #expect(try await workbench.embed().texts == 5)
    #expect(try await workbench.stats().vectors.map(\.embedded) == [5, 5, 5])
  }

  @Test func `another dimension under the same name is refused, and may begin anew`() async throws {
    try await bench.ingest()
    _ = try await workbench.embed()
    try mark("wider")
    try bench.write("# Sixth\nnew\n", to: "Sixth.md")
    try await bench.ingest()
    await #expect(throws: (any Error).self) { try await workbench.embed() }
    #expect(try await workbench.stats().vectors.map(\.embedded) == [5])
    let report = try await workbench.embed(again: true)
    #expect(report.texts == 6 && report.dimension == 3)
  }

  @Test func `a program that dies says why, and is started again`() async throws {
    try await bench.ingest()
    try mark("dies")
    await #expect(throws: EndpointFailure.program(reason: "out of paper")) {
      try await workbench.embed()
    }
    try unmark("dies")
    try mark("fewer")
    await #expect(throws: EndpointFailure.self) { try await workbench.embed() }
    try unmark("fewer")
    #expect(try await workbench.embed().texts == 5)
  }

  @Test func `without the program there is an error that says how to get it`() async throws {
    await #expect(throws: EndpointFailure.notInstalled) { try await bench.workbench.embed() }
    let finding = try #require(bench.workbench.doctor(readData: false).findings.first)
    #expect(finding.problem.contains("joinery-embeddings-http"))
    #expect(finding.mend.contains("make http install"))
  }

  @Test(arguments: [
    "provider: http", "provider: http, url: 'http://a'", "provider: http, model: m",
    "provider: http, url: '', model: m", "provider: http, url: 'http://a', model: [m]",
    "provider: http, url: 'http://a', model: m, batch: 0",
    "provider: http, url: 'http://a', model: m, dimensions: many",
    "provider: http, url: 'http://a', model: m, window: 1",
    "provider: http, url: 'http://a', model: m, insecure: perhaps",
    "provider: http, url: 'http://a', model: m, precision: f32",
    "provider: http, url: 'http://a', model: m, key: secret-key-1",
    "url: 'http://a', model: m", "provider: local, key: A",
  ])
  func `settings that make no sense are refused`(settings: String) async throws {
    try bench.scratch.write("embeddings: {\(settings)}", to: "home/.joinery/config.yaml")
    do {
      _ = try await workbench.embed()
      Issue.record("taken: \(settings)")
    } catch let failure as ConfigurationFailure {
      #expect(!failure.description.contains("secret-key-1"))
    }
  }
}
