import Examples
import Foundation
import Testing
import Workbench

/// Functions with the modules of their component: what is made does what the original does, as
/// the languages' own programs say.
@Suite struct ModuleTests {
  /// A component of code, what is taken of it, and how both are run.
  struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let files: [String: String]
    let section: String
    /// The programs that run the original and what was made: `FILE` is the script.
    let command: [String]
    /// The files that stand beside the script.
    let beside: [String]
    /// What is written after the script, to call the function.
    let call: String
    var testDescription: String { name }
  }

  private static let skill = "---\nname: tool\ndescription: d\n---\n# T\n"

  static let examples = [
    Example(
      name: "names that are imported go into the script",
      files: [
        "t/scripts/main.py":
          "from .text import shout\nfrom scripts.numbers import twice, half\nimport json\n\n\n"
          + "def run(x):\n    return json.dumps([shout(x), twice(4)])\n",
        "t/scripts/text.py":
          "import re\nfrom .marks import MARK\n\n\ndef shout(x):\n"
          + "    return re.sub('a', 'A', x) + MARK\n\n\ndef unused():\n    return 1\n",
        "t/scripts/marks.py": "MARK = '!'\n",
        "t/scripts/numbers.py":
          "FACTOR = 2\n\n\ndef twice(x):\n    return x * FACTOR\n\n\ndef half(x):\n"
          + "    return x / FACTOR\n",
      ], section: "t/scripts/main.py#run", command: ["python3", "FILE"], beside: [],
      call: "\nprint(run('banana'))\n"),
    Example(
      name: "modules that are used as a whole stand beside it, with theirs",
      files: [
        "t/scripts/main.py":
          "import text\nimport pkg.deep as deep\nfrom text import shout as cry\n"
          + "from base import Base\n\n\ndef run(x):\n"
          + "    from lazy import late\n    return [text.shout(x), cry(x), deep.run(), late(),"
          + " isinstance(text.made(), Base)]\n",
        "t/scripts/text.py":
          "from base import Base\n\n\ndef shout(x):\n    return x + '!'\n\n\ndef made():\n"
          + "    return Base()\n",
        "t/scripts/base.py": "class Base:\n    pass\n",
        "t/scripts/lazy.py": "def late():\n    return 'late'\n",
        "t/scripts/pkg/__init__.py": "WHERE = 'pkg'\n",
        "t/scripts/pkg/deep.py":
          "from . import WHERE\nfrom .near import near\n\n\ndef run():\n"
          + "    return WHERE + near()\n",
        "t/scripts/pkg/near.py": "def near():\n    return 'near'\n",
        "t/scripts/other.py": "OTHER = 1\n",
      ], section: "t/scripts/main.py#run", command: ["python3", "FILE"],
      beside: [
        "scripts/base.py", "scripts/lazy.py", "scripts/pkg/__init__.py", "scripts/pkg/deep.py",
        "scripts/pkg/near.py", "scripts/text.py",
      ], call: "\nprint(run('a'))\n"),
    Example(
      name: "one name with two meanings, and modules in a circle",
      files: [
        "t/scripts/main.py":
          "from one import first\nfrom two import second\n\n\ndef run(x):\n"
          + "    return first(x) + second(x)\n",
        "t/scripts/one.py":
          "import two\nNAME = 'one'\n\n\ndef first(x):\n    return NAME + two.back()\n",
        "t/scripts/two.py":
          "import one\nNAME = 'two'\n\n\ndef second(x):\n    return NAME\n\n\ndef back():\n"
          + "    return one.NAME\n",
      ], section: "t/scripts/main.py#run", command: ["python3", "FILE"],
      beside: ["scripts/one.py", "scripts/two.py"], call: "\nprint(run('a'))\n"),
    Example(
      name: "JavaScript modules",
      files: [
        "t/scripts/main.mjs":
          "import { twice } from './numbers.mjs';\nimport * as text from '../lib/text.mjs';\n"
          + "import fs from 'fs';\n\n"
          + "export function run(x) {\n  return text.shout(x) + twice(2);\n}\n\n"
          + "export function other() {\n  return fs;\n}\n",
        "t/scripts/numbers.mjs":
          "const FACTOR = 2;\nexport function twice(x) {\n  return x * FACTOR;\n}\n",
        "t/lib/text.mjs":
          "export { shout } from './loud.mjs';\n",
        "t/lib/loud.mjs":
          "export function shout(x) {\n  return x + '!';\n}\n",
      ], section: "t/scripts/main.mjs#run", command: ["node", "FILE"],
      beside: ["lib/loud.mjs", "lib/text.mjs"], call: "\nconsole.log(run('a'));\n"),
    Example(
      name: "CommonJS",
      files: [
        "t/scripts/main.cjs":
          "const { twice } = require('./numbers.cjs');\nconst text = require('./text.cjs');\n"
          + "const data = require('./data.json');\n\n"
          + "function run(x) {\n  return text.shout(x) + twice(data.two);\n}\n",
        "t/scripts/numbers.cjs":
          "const FACTOR = 2;\nfunction twice(x) {\n  return x * FACTOR;\n}\n"
          + "module.exports = { twice };\n",
        "t/scripts/text.cjs":
          "const text = (x) => x + '!';\nexports.shout = text;\n",
        "t/scripts/data.json": "{\"two\": 2}\n",
      ], section: "t/scripts/main.cjs#run", command: ["node", "FILE"],
      beside: ["scripts/data.json", "scripts/text.cjs"], call: "\nconsole.log(run('a'));\n"),
    Example(
      name: "shell scripts that are sourced",
      files: [
        "t/scripts/main.sh":
          "#!/usr/bin/env bash\nHERE=$(cd \"$(dirname \"${BASH_SOURCE[0]}\")\" && pwd)\n"
          + "source \"$HERE/lib/text.sh\"\nunused() { :; }\nrun() {\n  shout \"$1\"\n}\n",
        "t/scripts/lib/text.sh":
          ". \"$(dirname \"${BASH_SOURCE[0]}\")/marks.sh\"\nshout() { echo \"$1$MARK\"; }\n",
        "t/scripts/lib/marks.sh": "MARK='!'\n",
      ], section: "t/scripts/main.sh#run", command: ["bash", "FILE"],
      beside: ["scripts/lib/marks.sh", "scripts/lib/text.sh"], call: "\nrun hello\n"),
  ]

  @Test(arguments: examples)
  func `what is made does what the original does`(example: Example) async throws {
    let bench = try Bench()
    try bench.write(Self.skill, to: "t/SKILL.md")
    for (path, text) in example.files { try bench.write(text, to: path) }
    try await bench.ingest()
    var request = ComposeRequest(
      name: "made", slots: [(slot: "scripts", address: example.section)],
      settings: [("description", "Does it. Use when asked to.")])
    request.followsModules = true
    let report = try await bench.workbench.compose(request)
    #expect(report.isWritten, "\(report.findings)")
    let script = try #require(report.files.first { $0.script != nil })
    #expect(script.script?.unresolved.isEmpty == true, "\(script)")
    let folder = "skills/made/"
    #expect(
      report.files.map { String($0.path.dropFirst(folder.count)) }
        .filter { $0 != "SKILL.md" && folder + $0 != script.path } == example.beside)
    let again = try await bench.workbench.recompose(["made"])
    #expect(again.flatMap(\.files).allSatisfy { !$0.isChanged })
    for file in report.files where file.bytes > 0 {
      #expect(try await bench.workbench.blame(file.path).spans.last?.end == file.bytes)
    }

    let source = "files/" + example.section.prefix { $0 != "#" }
    let made = "home/workspace/" + script.path
    for path in [source, made] {
      let text = try #require(bench.scratch.text(path))
      try bench.scratch.write(text + example.call, to: path)
    }
    // Relative imports want a package: the original is given the names in another way.
    let plain = try #require(bench.scratch.text(source))
    try bench.scratch.write(
      plain.replacing("from .", with: "from ").replacing("scripts.numbers", with: "numbers"),
      to: source)
    for (path, text) in example.files where example.beside.isEmpty && path.hasSuffix(".py") {
      guard "files/\(path)" != source else { continue }
      try bench.scratch.write(text.replacing("from .", with: "from "), to: "files/\(path)")
    }
    guard let (wanted, _) = try run(example.command, "\(bench.scratch.path)/\(source)") else {
      return
    }
    let found = try #require(try run(example.command, "\(bench.scratch.path)/\(made)"))
    #expect(!wanted.isEmpty && found.output == wanted, "\(found)")
  }

  @Test(arguments: [false, true])
  func `a script that comes along by a link brings its modules`(follows: Bool) async throws {
    let bench = try Bench()
    try bench.write(Self.skill + "\nRun [it](scripts/run.py).\n", to: "t/SKILL.md")
    try bench.write("from lib import deep\nprint(deep.x)\n", to: "t/scripts/run.py")
    try bench.write("from .near import x\n", to: "t/scripts/lib/deep.py")
    try bench.write("", to: "t/scripts/lib/__init__.py")
    try bench.write("x = 1\n", to: "t/scripts/lib/near.py")
    try bench.write("y = 1\n", to: "t/scripts/other.py")
    try await bench.ingest()
    var request = ComposeRequest(
      name: "made", sections: ["t/SKILL.md#t"],
      settings: [("description", "Does it. Use when asked to.")])
    request.followsModules = follows
    let report = try await bench.workbench.compose(request)
    let modules = ["lib/__init__.py", "lib/deep.py", "lib/near.py"]
    #expect(
      report.files.map(\.path)
        == (["SKILL.md"] + ((follows ? modules : []) + ["run.py"]).map { "scripts/\($0)" })
        .map { "skills/made/\($0)" })
    guard follows else { return }
    let run = try run(
      ["python3", "FILE"], "\(bench.scratch.path)/home/workspace/skills/made/scripts/run.py")
    #expect(run.map { $0.output == "1\n" } ?? true, "\(String(describing: run))")
  }

  @Test func `what cannot be found is listed`() async throws {
    let bench = try Bench()
    try bench.write(Self.skill, to: "t/SKILL.md")
    try bench.write(
      "from .gone import lost\nimport whole\n\n\ndef run():\n    return lost(), whole.x\n",
      to: "t/scripts/main.py")
    try bench.write("from .nowhere import y\nx = 1\n", to: "t/scripts/whole.py")
    try await bench.ingest()
    var request = ComposeRequest(
      name: "made", slots: [(slot: "scripts", address: "main.py#run")],
      settings: [("description", "Does it. Use when asked to.")])
    request.followsModules = true
    let report = try await bench.workbench.compose(request)
    let script = try #require(report.files.compactMap(\.script).first)
    #expect(script.unresolved.map(\.name) == ["./gone", "./nowhere"])
    let recipe = try #require(bench.scratch.text("home/workspace/recipes/made.yaml"))
    #expect(recipe.contains("modules: true\n"))
  }

  /// What a program prints; nil where it is not installed.
  private func run(
    _ command: [String], _ file: String
  ) throws -> (output: String, errors: String)? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command.map { $0 == "FILE" ? file : $0 }
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let wrong = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 127 ? nil : (text, wrong)
  }
}
