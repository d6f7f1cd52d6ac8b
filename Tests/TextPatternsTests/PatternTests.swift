import Foundation
import Testing
import TextPatterns

@Suite struct PatternTests {
  /// What `pattern` matches in `text`.
  private func found(_ pattern: String, in text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    var finder = try TextPattern(pattern).finder()
    return bytes.withUnsafeBufferPointer { buffer in
      let ranges = finder.ranges(in: buffer, limit: 1000)
      let isFound = finder.isFound(in: buffer)
      #expect(isFound == !ranges.isEmpty, "\(pattern)")
      return ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
    }
  }

  @Test(arguments: [
    ("a", "banana", ["a", "a", "a"]), ("an+", "bannan", ["ann", "an"]),
    ("a|ab", "ab", ["a"]), ("ab|a", "ab", ["ab"]), ("a.*b", "a1b2b\nab", ["a1b2b", "ab"]),
    ("a.*?b", "a1b2b", ["a1b"]), ("^b", "ab\nb", ["b"]), ("b$", "b\nab\n", ["b", "b"]),
    ("\\bfo\\b", "fo foo", ["fo"]), ("[^a-c]+", "abxyc", ["xy"]),
    ("x{2,3}", "xxxxx", ["xxx", "xx"]),
    ("(?i)ÄB", "äb Äb", ["äb", "Äb"]), ("\\w+", "grüße, 水", ["grüße", "水"]),
    ("\\p{Lu}", "aÉ1B", ["É", "B"]), ("[[:digit:]]+\\.", "v12.3", ["12."]),
    ("\\{x\\}", "{x}", ["{x}"]),
    ("a{", "a{", ["a{"]), ("(?:a|b)*c", "ababc", ["ababc"]), ("(a*)*b", "aab", ["aab"]),
    ("\\x41\\u{e9}", "Aé", ["Aé"]), ("[]a]", "]a", ["]", "a"]), ("(?s)a.b", "a\nb", ["a\nb"]),
  ])
  func `a pattern finds`(pattern: String, text: String, expected: [String]) throws {
    #expect(try found(pattern, in: text) == expected)
  }

  @Test(arguments: [
    "(", ")", "[", "a**b(", "\\", "*", "(?=a)", "(?<!a)b", "\\1", "[z-a]", "x{3,2}", "\\p{Nope}",
    "[[:none:]]", "((a{1000}){1000})", String(repeating: "(", count: 500),
  ])
  func `what is no pattern is said to be none`(pattern: String) {
    #expect(throws: PatternFailure.self) { try TextPattern(pattern) }
  }

  @Test func `exact text is found byte for byte`() {
    let bytes = Array("a.b axb A.B a.b".utf8)
    bytes.withUnsafeBufferPointer { buffer in
      var finder = TextPattern(exactly: "a.b").finder()
      #expect(finder.ranges(in: buffer, limit: 9) == [0..<3, 12..<15])
      let isFound = finder.isFound(in: buffer)
      #expect(isFound)
      #expect(finder.ranges(in: buffer, limit: 1) == [0..<3])
    }
  }

  @Test func `bytes that are no text are never found, and in nobody's way`() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0xC3, 0x61, 0x62, 0xE2, 0x82]
    for (pattern, expected) in [("a.b", []), ("ab", [4..<6]), ("[^x]b", [4..<6])] {
      let finder = try TextPattern(pattern).finder()
      let found = bytes.withUnsafeBufferPointer { finder.ranges(in: $0, limit: 9) }
      #expect(found == expected, "\(pattern)")
    }
  }

  /// Other engines take exponential time for these, or time by the square of the text.
  @Test(arguments: ["(a+)+$x", "(a|aa)+b", "(a*)*(a*)*c", "(?:a?){30}a{30}b", "(\\w+\\s*)+:"])
  func `no pattern is slow`(pattern: String) throws {
    let bytes = Array(repeating: UInt8(ascii: "a"), count: 20_000)
    var finder = try TextPattern(pattern).finder()
    let isFound = bytes.withUnsafeBufferPointer { finder.isFound(in: $0) }
    #expect(!isFound)
  }

  @Test func `states that are forgotten are made again`() throws {
    // 2 to the 14th states would be needed to remember the last fourteen letters.
    var dice = Dice(1)
    let text = (0..<60_000).map { _ in dice.below(2) == 0 ? "a" : "b" }.joined()
    let isThere = try found("c", in: text).isEmpty
    #expect(isThere)
    var finder = try TextPattern("a[ab]{14}c").finder()
    var bytes = Array(text.utf8)
    let before = bytes.withUnsafeBufferPointer { finder.isFound(in: $0) }
    bytes += Array("abbbbbbbbbbbbbbc".utf8)
    let after = bytes.withUnsafeBufferPointer { finder.isFound(in: $0) }
    #expect(!before && after)
  }

  @Test func `Python finds the same`() throws {
    guard let python = Python() else { return }
    var dice = Dice(7)
    var cases: [(pattern: String, text: String)] = []
    for _ in 0..<400 { cases.append((dice.pattern(depth: 3), dice.text())) }
    let expected = try python.findAll(cases)
    for (example, spans) in zip(cases, expected) {
      let bytes = Array(example.text.utf8)
      let finder = try TextPattern(example.pattern).finder()
      let ranges = bytes.withUnsafeBufferPointer { finder.ranges(in: $0, limit: 1000) }
      // After an empty match engines go on in different ways: the first is what they share.
      let ours = ranges.first.map { [$0.lowerBound, $0.upperBound] }
      #expect(ours == spans.first, "\(example)")
    }
  }
}

/// Random patterns that every engine reads alike.
private struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func text() -> String {
    (0..<below(24)).map { _ in ["a", "b", "c", "ab", " ", "\n", "A", "é", "1", "_"][below(10)] }
      .joined()
  }

  mutating func pattern(depth: Int) -> String {
    let atoms = ["a", "b", "c", ".", "\\w", "[ab]", "[^a]", "\\b", "^", "$", "é", "\\s", "\\d"]
    guard depth > 0 else { return atoms[below(atoms.count)] }
    switch below(6) {
    case 0: return "(?:\(pattern(depth: depth - 1))|\(pattern(depth: depth - 1)))"
    case 1:
      return "(?:[ab]\(pattern(depth: depth - 1)))\(["*", "+", "?", "{1,2}", "*?", "+?"][below(6)])"
    default: return pattern(depth: depth - 1) + pattern(depth: depth - 1)
    }
  }
}

/// Python's `re`, where it is installed.
private struct Python {
  private static let path = "/usr/bin/python3"

  init?() {
    guard FileManager.default.isExecutableFile(atPath: Python.path) else { return nil }
  }

  /// For each case the byte ranges that `re.finditer` gives.
  func findAll(_ cases: [(pattern: String, text: String)]) throws -> [[[Int]]] {
    let program = """
      import json, re, sys
      out = []
      for pattern, text in json.load(sys.stdin):
        place = lambda i: len(text[:i].encode())
        found = re.finditer(pattern, text, re.M)
        out.append([[place(m.start()), place(m.end())] for m in found])
      json.dump(out, sys.stdout)
      """
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: Python.path)
    process.arguments = ["-c", program]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let data = try JSONEncoder().encode(cases.map { [$0.pattern, $0.text] })
    try input.fileHandleForWriting.write(contentsOf: data)
    try input.fileHandleForWriting.close()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode([[[Int]]].self, from: answer)
  }
}
