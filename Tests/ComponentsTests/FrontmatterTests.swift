import Components
import Testing

struct FrontmatterTests {
  private func fields(_ yaml: String) -> [String] {
    Frontmatter(yaml: yaml.utf8).fields.map { "\($0.key): \($0.value.json)" }
  }

  @Test(arguments: [
    ("name: a\nversion: 1.10\n", ["name: \"a\"", "version: 1.10"]),
    (
      "a: true\nb: ~\nc:\nd: 'true'\ne: \"x\\ty\"",
      ["a: true", "b: null", "c: null", "d: \"true\"", "e: \"x\\ty\""]
    ),
    ("t: [a, 2, {b: c}]\nl:\n  - x\n  - y", ["t: [\"a\",2,{\"b\":\"c\"}]", "l: [\"x\",\"y\"]"]),
    (
      "d: |\n  one\n  two\ne: >\n  three\n  four",
      ["d: \"one\\ntwo\\n\"", "e: \"three four\""]
    ),
    ("n: 01\nm: 1.2.3\nk: -1.5e3\nv: 1.", ["n: \"01\"", "m: \"1.2.3\"", "k: -1.5e3", "v: \"1.\""]),
    ("on: yes\nno: off", ["on: \"yes\"", "no: \"off\""]), ("", []), ("# nothing\n", []),
    ("a: &x [1]\nb: *x", ["a: [1]", "b: [1]"]),
  ])
  func `YAML in order is read as it is`(yaml: String, expected: [String]) {
    #expect(fields(yaml) == expected)
    #expect(Frontmatter(yaml: yaml.utf8).forgiven.isEmpty)
  }

  @Test(arguments: [
    (
      "name: a\ndescription: Use when: you must\n",
      ["name: \"a\"", "description: \"Use when: you must\""]
    ),
    ("name: a\n\tdescription: b\nc: d: e", ["name: \"a description: b\"", "c: \"d: e\""]),
    ("a: 1\na: 2\nb: 3", ["a: 2", "b: 3"]),
    ("globs: *.ts\nl:\n  - x", ["globs: \"*.ts\"", "l: [\"x\"]"]),
    (
      "d: \"quoted\" and: more\nt: [a, b]", ["d: \"\\\"quoted\\\" and: more\"", "t: [\"a\",\"b\"]"]
    ),
    ("d: Use this.\n\n<example>\nuser: x: y\n", ["d: \"Use this. <example>\"", "user: \"x: y\""]),
    ("d: 'it's: so'\nn: x", ["d: \"it's: so\"", "n: \"x\""]),
    ("- a\n- b", []), ("just text", []), ("@", []), ("a: [1\nb: 2", ["a: \"[1\"", "b: 2"]),
  ])
  func `what is not YAML is read line by line, and told`(yaml: String, expected: [String]) {
    #expect(fields(yaml) == expected)
    #expect(!Frontmatter(yaml: yaml.utf8).forgiven.isEmpty)
  }

  @Test func `aliases that multiply are not followed`() {
    let levels = (1..<40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }
    let bomb = (["name: x", "a0: &a0 [1, 1]"] + levels).joined(separator: "\n")
    let read = Frontmatter(yaml: bomb.utf8)
    #expect(read["name"]?.text == "x")
    #expect(read.fields.count == 41)
    #expect(!read.forgiven.isEmpty)
  }

  @Test(arguments: ["[", "{", "- ", "? ", "{a: ", "[[{", "  \n- "])
  func `depth costs no stack`(piece: String) {
    let yaml = "name: x\nv: " + String(repeating: piece, count: 20_000)
    #expect(Frontmatter(yaml: yaml.utf8)["name"]?.text == "x")
  }

  @Test func `any bytes are read, and too many are not`() {
    let noise = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
    for length in stride(from: 0, to: noise.count, by: 131) {
      let read = Frontmatter(yaml: Array("name: x\n".utf8) + noise.prefix(length))
      #expect(read["name"] != nil, "\(length)")
    }
    let large = Frontmatter(yaml: [UInt8](repeating: 0x61, count: 300_000))
    #expect(large.fields.isEmpty && large.forgiven.count == 1)
  }

  @Test(arguments: [
    (
      #"{"name": "a", "n": [1, 2.5, null, true], "m": {"b": "\u00e9\ud83d\ude00", "a": "/"}}"#,
      ["m: {\"a\":\"/\",\"b\":\"é😀\"}", "n: [1,2.5,null,true]", "name: \"a\""], true
    ),
    ("{\"name\": \"a\", # why\n \"b\": [1,],}", ["name: \"a\"", "b: [1]"], true),
    ("{\"name\": ", [], false), ("[1]", [], false), ("", [], true),
    (String(repeating: "[", count: 100_000), [], false),
  ])
  func `manifests are read as JSON, or else as YAML`(json: String, expected: [String], isFine: Bool)
  {
    let read = Frontmatter(json: Array(json.utf8))
    #expect(read.fields.map { "\($0.key): \($0.value.json)" } == expected)
    #expect(read.forgiven.isEmpty == isFine)
  }
}
