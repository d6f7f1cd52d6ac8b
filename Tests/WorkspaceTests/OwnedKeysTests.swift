import Foundation
import Testing
import Workspace

struct OwnedKeysTests {
  static let part = try? SharedPart(of: RelativePath("settings.json"), name: "home")

  private func splice(_ part: String?, _ file: String, old: String? = nil) throws -> String {
    let bytes = try #require(Self.part).splice(
      part.map { Array($0.utf8) }, into: Array(file.utf8), replacing: old.map { Array($0.utf8) })
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `keys go to where they belong, and the rest keeps its bytes`() throws {
    let file = """
      {
          "model": "opus",   "n": 1.10,
          "hooks": { "Stop": [] },
          "permissions": {
              "allow": [ "Read" ]
          }
      }

      """
    let ours =
      #"{"permissions":{"deny":["Bash"]},"hooks":{"Start":[{"command":"x"}]},"env":{"A":"1"}}"#
    let expected = """
      {
          "model": "opus",   "n": 1.10,
          "hooks": { "Stop": [], "Start": [{"command": "x"}] },
          "permissions": {
              "allow": [ "Read" ],
              "deny": [
                  "Bash"
              ]
          },
          "env": {
              "A": "1"
          }
      }

      """
    let with = try splice(ours, file)
    #expect(with == expected)
    #expect(try splice(nil, with, old: ours) == file)
    #expect(try splice(ours, with) == with)
  }

  @Test func `a changed value is replaced, a dropped one removed`() throws {
    let file = try splice(#"{"a":{"b":1,"c":[1,2]},"d":true}"#, #"{"mine": 1}"#)
    #expect(file == #"{"mine": 1, "a": {"b": 1, "c": [1, 2]}, "d": true}"#)
    let changed = try splice(
      #"{"a":{"b":2}}"#, file, old: #"{"a":{"b":1,"c":[1,2]},"d":true}"#)
    #expect(changed == #"{"mine": 1, "a": {"b": 2}}"#)
  }

  @Test(arguments: [
    "{}", "{}\n", "{ }", "{\n}\n", "{\r\n  \"a\": 1\r\n}", "{\"a\":1}", "{\n\t\"a\": {\n\t}\n}\n",
    "\u{FEFF}{}", "{\"x\": {\"a\": 1}}", "{\n  \"x\": {\n    \"a\": 1\n  }\n}\n", "{\n\"a\": 1}",
    "{\"a\": \"ä\\u00e4\", \"n\": 1e+05 , \"l\":[ ]  }",
  ])
  func `what was added can be taken out again`(file: String) throws {
    let ours = #"{"x":{"y":{"z":[1,{"k":2}]},"w":null},"é":"é","e":{"q":{}}}"#
    let with = try splice(ours, file)
    let part = try #require(Self.part)
    #expect(
      try part.extract(from: Array(with.utf8), owned: [Array(ours.utf8)])
        == part.canonical(Array(ours.utf8)))
    #expect(try splice(ours, with) == with)
    #expect(try splice(nil, with, old: ours) == file)
  }

  @Test func `a new file has just what is ours, and says nothing without it`() throws {
    let ours = #"{"b":1,"a":{"c":[]}}"#
    let file = try splice(ours, "")
    #expect(file == "{\n  \"b\": 1,\n  \"a\": {\n    \"c\": []\n  }\n}\n")
    let part = try #require(Self.part)
    #expect(part.isVoid(Array(try splice(nil, file, old: ours).utf8)))
    #expect(!part.isVoid(Array(file.utf8)))
  }

  @Test func `only owned keys are read`() throws {
    let part = try #require(Self.part)
    let file = Array(#"{"z":1,"a":{"b":2,"c":3},"mine":true}"#.utf8)
    let ours = Array(#"{"a":{"b":0}}"#.utf8)
    let read = try part.extract(from: file, owned: [ours, Array(#"{"z":0}"#.utf8)])
    #expect(try read == part.canonical(Array(#"{"z":1,"a":{"b":2}}"#.utf8)))
    #expect(try part.extract(from: file, owned: [Array(#"{"q":0}"#.utf8)]) == nil)
    #expect(try part.extract(from: [], owned: [ours]) == nil)
    #expect(
      try part.extract(from: Array(#"{"a":5}"#.utf8), owned: [ours])
        == part.canonical(Array(#"{"a":5}"#.utf8)), "what is in the way shows as a difference")
  }

  @Test(arguments: [
    (#"{"a":5}"#, SharedFailure.blockedKey("a")), (#"{"a":{"b":{"mine":1}}}"#, .blockedKey("a.b")),
    (#"{"a":{},"a":{}}"#, .repeatedKey("a")), ("[]", .blockedKey("the whole file")),
    ("{\n// c\n}", .notJSON(line: 2, reason: "a key in quotes is missing")),
    (#"{"a":1,}"#, .notJSON(line: 1, reason: "a key in quotes is missing")),
    (" ", .notJSON(line: 1, reason: "a value is missing")),
    ("{} x", .notJSON(line: 1, reason: "something follows it")),
    (#"{"a":01}"#, .notJSON(line: 1, reason: "“01” is no value")),
  ])
  func `what cannot be told apart is a failure`(file: String, failure: SharedFailure) throws {
    #expect(throws: failure) { try splice(#"{"a":{"b":1}}"#, file) }
    #expect(throws: SharedFailure.notAnObject) { try splice("[]", file) }
  }

  @Test func `deep nesting is refused`() throws {
    let deep = String(repeating: "[", count: 100_000)
    let failure = #expect(throws: SharedFailure.self) { try splice(#"{"a":1}"#, deep) }
    #expect(failure?.problem.contains("deeply") == true)
  }

  @Test func `a removed object that others write to stays`() throws {
    let ours = #"{"a":{"b":1}}"#
    #expect(try splice(nil, #"{"a": {"b": 1, "mine": 2}}"#, old: ours) == #"{"a": {"mine": 2}}"#)
    #expect(
      try splice(nil, #"{"a": {"b": {"mine": 2}}}"#, old: ours) == #"{"a": {"b": {"mine": 2}}}"#)
    #expect(try splice(nil, #"{}"#, old: ours) == #"{}"#)
  }
}

/// Random objects in random layouts, against what Foundation makes of them.
struct RandomKeysTests {
  @Test(arguments: 0..<200)
  func `the result says what both say`(seed: Int) throws {
    var random = Seeded(seed: UInt64(seed))
    let part = SharedPart(of: try RelativePath("settings.json"), name: "home")
    let theirs = random.object(depth: 2, keys: ["a", "b", "c", "m"])
    let ours = random.object(depth: 2, keys: ["a", "b", "x", "y"])
    let file = Array(random.text(.object(theirs)).utf8)
    let wanted = Array(random.text(.object(ours)).utf8)
    guard !theirs.isEmpty, let with = try? part.splice(wanted, into: file) else { return }
    #expect(try value(with) == value(Value.merged(theirs, Value.pruned(ours))))
    #expect(try part.splice(wanted, into: with) == with)
    #expect(
      try part.extract(from: with, owned: [wanted]) == part.canonical(wanted)
    )
    if !Value.overlap(theirs, Value.pruned(ours)) {
      #expect(try part.splice(nil, into: with, replacing: wanted) == file)
    }
  }

  private func value(_ bytes: [UInt8]) throws -> NSDictionary? {
    try JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary
  }

  private func value(_ members: [(String, Value)]) throws -> NSDictionary? {
    var plain = Seeded(seed: 0)
    return try value(Array(plain.text(.object(members)).utf8))
  }

  /// JSON, as the test has it.
  enum Value {
    case number(Int)
    case list([Int])
    case object([(String, Value)])

    static func merged(
      _ theirs: [(String, Value)], _ ours: [(String, Value)]
    ) -> [(String, Value)] {
      var all = theirs
      for (key, value) in ours {
        guard let index = all.firstIndex(where: { $0.0 == key }) else {
          all.append((key, value))
          continue
        }
        if case .object(let old) = all[index].1, case .object(let new) = value {
          all[index].1 = .object(merged(old, new))
        } else {
          all[index].1 = value
        }
      }
      return all
    }

    /// Without objects that hold no number and no list: they say nothing.
    static func pruned(_ members: [(String, Value)]) -> [(String, Value)] {
      members.compactMap { key, value in
        guard case .object(let inner) = value else { return (key, value) }
        let kept = pruned(inner)
        return kept.isEmpty ? nil : (key, .object(kept))
      }
    }

    /// Whether adding and removing cannot give the same bytes: a value in common, or an object
    /// that is empty before.
    static func overlap(_ theirs: [(String, Value)], _ ours: [(String, Value)]) -> Bool {
      ours.contains { key, value in
        guard let old = theirs.first(where: { $0.0 == key })?.1 else { return false }
        guard case .object(let old) = old, case .object(let new) = value else { return true }
        return old.isEmpty || overlap(old, new)
      }
    }
  }

  /// The same numbers for the same seed.
  struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) ^ (state << 21)
    }

    mutating func object(depth: Int, keys: [String]) -> [(String, Value)] {
      keys.shuffled(using: &self).prefix(Int.random(in: 0...3, using: &self)).map { key in
        switch Int.random(in: 0..<3, using: &self) {
        case 0 where depth > 0: (key, .object(object(depth: depth - 1, keys: keys)))
        case 1: (key, .list([Int.random(in: 0..<9, using: &self), 1]))
        default: (key, .number(Int.random(in: 0..<9, using: &self)))
        }
      }
    }

    mutating func text(_ value: Value) -> String {
      func space() -> String { ["", "", " ", "\n  ", "\n"].randomElement(using: &self) ?? "" }
      switch value {
      case .number(let number): return "\(number)"
      case .list(let numbers):
        return "[" + numbers.map { space() + "\($0)" }.joined(separator: ",") + "]"
      case .object(let members):
        let items = members.map { space() + "\"\($0.0)\"" + space() + ":" + space() + text($0.1) }
        return "{" + items.joined(separator: space() + ",") + space() + "}"
      }
    }
  }
}
