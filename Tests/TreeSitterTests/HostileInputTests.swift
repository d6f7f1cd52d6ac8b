import Sections
import Testing
import TreeSitter

/// Text that is cheap to write and dear to parse.
struct Hostile: CustomStringConvertible, Sendable {
  let unit: String
  let times: Int

  var description: String { "\(unit.debugDescription) × \(times)" }
  var source: Source { Source(path: "hostile", text: String(repeating: unit, count: times)) }

  static let all = [
    Hostile(unit: "(", times: 66_000), Hostile(unit: "[", times: 100_000),
    Hostile(unit: "{", times: 100_000), Hostile(unit: "\"", times: 100_001),
    Hostile(unit: "$(", times: 20_000), Hostile(unit: "`${", times: 20_000),
    Hostile(unit: "if a; then ", times: 10_000), Hostile(unit: "f() { ", times: 20_000),
    Hostile(unit: "function f() { ", times: 20_000), Hostile(unit: "<a>", times: 20_000),
    Hostile(unit: "not ", times: 50_000), Hostile(unit: "-", times: 50_000),
    Hostile(unit: "a.", times: 50_000), Hostile(unit: "def f(:\n", times: 20_000),
    Hostile(unit: "<<A ", times: 20_000), Hostile(unit: "a = [\n", times: 20_000),
    Hostile(unit: "class A {\n", times: 20_000), Hostile(unit: "\u{0}", times: 20_000),
    Hostile(unit: "- ", times: 50_000), Hostile(unit: "? ", times: 50_000),
  ]

  /// Each line one blank deeper than the line before.
  static let staircase = Source(
    path: "staircase",
    text: (0..<1_500).map { String(repeating: " ", count: $0) + "if a:\n" }.joined())
}

@Suite struct `Hostile input` {
  static let grammars: [Grammar] = [
    .python, .javascript, .typescript, .tsx, .bash, .json, .yaml, .toml,
  ]

  // No time is measured: on a busy machine it says nothing. What does not end never passes.
  @Test(arguments: grammars, Hostile.all)
  func `ends, within its time limit`(grammar: Grammar, hostile: Hostile) {
    let limit = Duration.milliseconds(400)
    do {
      let syntax = try Syntax(hostile.source, as: grammar, within: .init(time: limit))
      let outline = OutlineBuilder(syntax).outline()
      _ = syntax.tokens(by: TokenTable(grammar, identifiers: [], literals: []))
      #expect(throws: Never.self) { try outline.check(against: hostile.source) }
    } catch {
      #expect(error == .timedOut(seconds: limit / .seconds(1)))
    }
  }

  /// Two hundred thousand would take bash's grammar minutes, whatever the limit.
  @Test(arguments: grammars)
  func `what follows NULs is read`(grammar: Grammar) throws {
    let text = String(repeating: "\u{0}", count: 200_000) + "\na\n"
    let syntax = try Syntax(Source(path: "nul", text: text), as: grammar)
    #expect(syntax.parts.last?.range.upperBound ?? 0 > 200_000)
  }

  @Test(arguments: grammars)
  func `a staircase of indentation ends`(grammar: Grammar) {
    do {
      let syntax = try Syntax(Hostile.staircase, as: grammar, within: .init(time: .seconds(1)))
      #expect(!syntax.parts.isEmpty)
    } catch {
      #expect(error == .timedOut(seconds: 1))
    }
  }
}
