import Composition
import Examples
import Foundation
import Sections
import Testing

/// Skills, and the rules of the specification that each breaks.
struct SkillCase: Decodable, Sendable, CustomTestStringConvertible {
  let title: String
  let folder: String
  let file: String
  let text: String
  let rules: [String]

  enum CodingKeys: CodingKey { case title, folder, file, text, rules }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    title = try fields.decode(String.self, forKey: .title)
    folder = Self.expanded(try fields.decode(String.self, forKey: .folder))
    file = try fields.decodeIfPresent(String.self, forKey: .file) ?? "SKILL.md"
    text = Self.expanded(try fields.decode(String.self, forKey: .text))
    rules = try fields.decode([String].self, forKey: .rules)
  }

  /// A text in which `«x×3»` stands for `xxx`.
  private static func expanded(_ text: String) -> String {
    text.replacing(/«(.*?)×([0-9]+)»/) { String(repeating: String($0.1), count: Int($0.2) ?? 0) }
  }

  var testDescription: String { title }

  /// The rules of the specification that it breaks, as the validation sees it.
  func findings() -> [String] {
    let path = "skills/\(folder)/\(file)"
    let entry = file == "skill.md" ? path : "skills/\(folder)/SKILL.md"
    return Self.rules(Validation.findings(.skill, entry: entry, files: [path: Array(text.utf8)]))
  }

  static func rules(_ findings: [Finding]) -> [String] {
    let known = Set(Rule.specification.map(\.id))
    return Set(findings.filter { $0.severity == .error }.map(\.rule)).intersection(known).sorted()
  }

  /// Those of `cases.jsonl`.
  static let all: [SkillCase] = {
    let lines = (try? String(contentsOf: file("cases.jsonl"), encoding: .utf8)) ?? ""
    return lines.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(SkillCase.self, from: Data($0.utf8))
    }
  }()

  static func file(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Specification/\(name)")
  }
}

/// The specification told a second time, in Python.
private enum Oracle {
  /// For each folder the rules that its skill breaks, nil where it cannot tell; nil without Python.
  static func rules(_ folders: [String]) throws -> [[String]?]? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", SkillCase.file("specification.py").path]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(folders))
    try input.fileHandleForWriting.close()
    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return try JSONDecoder().decode([[String]?].self, from: answer)
  }
}

@Suite struct SpecificationTests {
  @Test(arguments: SkillCase.all)
  func `a skill breaks just these rules of the specification`(example: SkillCase) {
    #expect(example.findings() == example.rules)
  }

  @Test func `there are examples enough`() {
    #expect(SkillCase.all.count > 130)
    let broken = Set(SkillCase.all.flatMap(\.rules))
    // What is not UTF-8 cannot stand in the file of examples.
    let possible = Set(Rule.specification.map(\.id)).subtracting(["frontmatter-utf8"])
    #expect(broken == possible, "an example for every rule")
  }

  @Test func `Python says the same of them`() throws {
    let scratch = try Scratch()
    for (number, example) in SkillCase.all.enumerated() {
      let path = "\(number)/\(example.folder)/\(example.file)"
      try scratch.write(example.text, to: path)
    }
    let folders = SkillCase.all.enumerated().map { "\(scratch.path)/\($0)/\($1.folder)" }
    guard let answers = try Oracle.rules(folders) else { return }
    for (example, answer) in zip(SkillCase.all, answers) {
      if let answer { #expect(answer == example.rules, "\(example.title)") }
    }
  }

  @Test func `Python says the same of real skills`() throws {
    guard let corpus = ProcessInfo.processInfo.environment["JOINERY_CORPUS"],
      let walk = FileManager.default.enumerator(atPath: corpus)
    else { return }
    let entries = walk.compactMap { $0 as? String }.filter { $0.hasSuffix("/SKILL.md") }.sorted()
    let folders = entries.map { String("\(corpus)/\($0)".dropLast("/SKILL.md".count)) }
    guard let answers = try Oracle.rules(folders) else { return }
    for (path, answer) in zip(entries, answers) {
      let bytes = try Data(contentsOf: URL(filePath: "\(corpus)/\(path)"))
      let findings = Validation.findings(.skill, entry: path, files: [path: Array(bytes)])
      if let answer { #expect(SkillCase.rules(findings) == answer, "\(path)") }
    }
  }

  @Test func `what is not UTF-8 is not read`() {
    let entry = "skills/s/SKILL.md"
    let bytes = Array("---\nname: s\ndescription: d\n---\n".utf8) + [0xFF]
    for (profile, rules) in [
      (Profile.spec, ["frontmatter-utf8"]), (.api, ["frontmatter-utf8"]), (.claudeCode, []),
    ] {
      let findings = Validation.findings(
        .skill, entry: entry, files: [entry: bytes], profile: profile)
      #expect(findings.map(\.rule) == rules)
    }
  }
}
