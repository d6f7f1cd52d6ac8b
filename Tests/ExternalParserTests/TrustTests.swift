import ExternalParser
import Foundation
import Sections
import Testing

@Suite struct `No program runs that the user has not trusted` {
  let workshop: Workshop
  init() throws { workshop = try Workshop() }

  private func added() throws -> ExternalParsers {
    _ = try workshop.parser(Workshop.answering(Workshop.whole))
    return workshop.parsers
  }

  @Test func `a parser that was only added`() throws {
    let parsers = try added()
    let manifest = workshop.folder + "/test.json"
    try parsers.remove("test")
    #expect(try parsers.add(manifest).trust == .untrusted)
    #expect(try parsers.parsers().isEmpty)
    #expect(throws: ExternalParserFailure.notTrusted(id: "test")) { try parsers.parser("test") }
    #expect(try parsers.trust("test").trust == .trusted)
    #expect(try parsers.parsers().map(\.id) == ["test"])
  }

  @Test(arguments: ["test.json", "parser.py"])
  func `a parser that changed`(file: String) throws {
    let parsers = try added()
    let path = "\(workshop.folder)/\(file)"
    try workshop.write(try String(contentsOfFile: path, encoding: .utf8) + "\n", to: file)
    #expect(try parsers.list().map(\.trust) == [.changed(files: [path])])
    #expect(try parsers.parsers().isEmpty)
    #expect(throws: ExternalParserFailure.changed(id: "test", files: [path])) {
      try parsers.parser("test")
    }
    try parsers.trust("test")
    #expect(try parsers.list().map(\.trust) == [.trusted])
  }

  @Test func `a parser that changed while the host was running`() async throws {
    let parser = try workshop.parser(Workshop.answering(Workshop.whole))
    try workshop.write("open('ran', 'w')", to: "parser.py")
    let problem = await failure(of: parser)?.problem
    #expect(problem?.contains("changed after it was trusted") == true)
    #expect(!FileManager.default.fileExists(atPath: workshop.folder + "/ran"))
  }

  @Test func `a parser that is removed, unknown or unusable`() throws {
    let parsers = try added()
    try workshop.write("{", to: "test.json")
    guard case .broken = try #require(try parsers.list().first).trust else {
      Issue.record("a manifest that is no JSON is broken")
      return
    }
    try parsers.remove("test")
    #expect(try parsers.list().isEmpty)
    #expect(throws: ExternalParserFailure.unknown(id: "test")) { try parsers.remove("test") }
    #expect(throws: ExternalParserFailure.unknown(id: "test")) { try parsers.trust("test") }
    try workshop.write("damaged", to: "trusted-parsers.json")
    #expect(throws: ExternalParserFailure.self) { try parsers.parsers() }
  }

  @Test func `two parsers cannot have one id`() throws {
    let parsers = try added()
    let other = try workshop.write(
      try String(contentsOfFile: workshop.folder + "/test.json", encoding: .utf8), to: "b.json")
    #expect(throws: ExternalParserFailure.self) { try parsers.add(other) }
  }

  @Test(arguments: [
    ("", "not JSON"), ("{}", "“id” is missing"),
    (#"{"id": "A", "version": 1, "claims": {"names": ["x"]}, "command": ["x"]}"#, "the id"),
    (#"{"id": "a", "version": 1, "claims": {}, "command": ["x"]}"#, "claims no file"),
    (#"{"id": "a", "version": 1, "claims": {"names": ["x"]}, "command": []}"#, "command is empty"),
    (#"{"id": "a", "version": 1, "claims": {"suffixes": ["x"]}, "command": ["x"]}"#, "suffix"),
    (#"{"id": "a", "version": "1", "claims": {}, "command": ["x"]}"#, "“version” has the wrong"),
  ])
  func `a manifest that makes no sense is refused`(text: String, reason: String) throws {
    let path = try workshop.write(text, to: "bad.json")
    let failure = #expect(throws: ExternalParserFailure.self) { try workshop.parsers.add(path) }
    #expect(failure?.problem.contains(reason) == true, "\(failure?.problem ?? "")")
  }
}
