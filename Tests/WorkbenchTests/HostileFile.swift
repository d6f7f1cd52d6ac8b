/// A file that readers of text tend to change, refuse or die of.
struct HostileFile: Sendable {
  /// Its path below the folder that is read.
  var path: String
  var bytes: [UInt8]
  var isExecutable = false

  init(_ path: String, _ bytes: [UInt8], isExecutable: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.isExecutable = isExecutable
  }

  init(_ path: String, _ text: String, isExecutable: Bool = false) {
    self.init(path, Array(text.utf8), isExecutable: isExecutable)
  }

  /// One of every kind.
  static let all = bytes + markdown + names + garbage + truncated

  private static let bytes: [HostileFile] = [
    HostileFile("bytes/crlf.md", "# A\r\n\r\ntext\r\n## B\r\n"),
    HostileFile("bytes/cr.md", "# A\r\rtext\r## B\rmore"),
    HostileFile("bytes/mixed-ends.md", "# A\r\n# B\n# C\r# D"),
    HostileFile("bytes/bom.md", "\u{FEFF}# A\n\ntext\n"),
    HostileFile("bytes/bom.py", "\u{FEFF}def f():\n    pass\n"),
    HostileFile("bytes/bom-only.md", "\u{FEFF}"),
    HostileFile("bytes/tabs.md", "\t# no heading\n#\theading\n\t\ttext\n"),
    HostileFile("bytes/no-final-newline.md", "# A\n\ntext"),
    HostileFile("bytes/no-final-newline.py", "def f():\n    return 1"),
    HostileFile("bytes/empty.md", ""), HostileFile("bytes/empty.json", ""),
    HostileFile("bytes/blank.md", " \n\t\n\r\n   "), HostileFile("bytes/blank.py", "\n\n\n"),
    HostileFile("bytes/not-utf8.md", [0x23, 0x20, 0xFF, 0xFE, 0x0A, 0xC3, 0x28, 0x0A, 0xE2, 0x82]),
    HostileFile("bytes/latin1.py", Array("# caf".utf8) + [0xE9] + Array("\nx = 1\n".utf8)),
    HostileFile("bytes/nul.md", "# A\n\0\n# B\n"),
    HostileFile("bytes/late-nul.md", String(repeating: "# A\n", count: 3000) + "\0\n# B\n"),
    HostileFile("bytes/separators.md", "# A\u{2028}# B\u{2029}# C\n\u{85}# D\n"),
    HostileFile("bytes/form-feed.md", "# A\u{0C}\n\u{0C}\n# B\u{0B}\n"),
    HostileFile("bytes/form-feed.py", "def f():\n    pass\n\u{0C}\ndef g():\n    pass\n"),
    HostileFile("bytes/controls.txt", Array(1...31) + [127, 0x0A]),
    HostileFile("bytes/utf16.md", [0xFF, 0xFE] + "# A\n".utf8.flatMap { [$0, 0] }),
    HostileFile("bytes/program.sh", "#!/bin/sh\necho ok\n", isExecutable: true),
    HostileFile("bytes/program", "#!/usr/bin/env python3\ndef f(): pass\n", isExecutable: true),
    HostileFile("bytes/long-line.md", "# " + String(repeating: "word ", count: 2000) + "\nx\n"),
    HostileFile("bytes/long-line.js", "let x = " + String(repeating: "1+", count: 5000) + "1"),
    HostileFile("bytes/8000.md", (1...8000).map { "## Heading \($0)\n\n" }.joined()),
    HostileFile("bytes/50-mb.md", page.repeated(to: 50 << 20)),
  ]

  private static let page =
    Array("# Page\n".utf8)
    + Array("A line of text as people write it.\n".utf8).repeated(to: 1 << 20)

  private static let markdown: [HostileFile] = [
    HostileFile("markdown/nested-fences.md", "# A\n````\n```\n# no\n```\n````\n# B\n"),
    HostileFile("markdown/tildes.md", "# A\n~~~~ js\n# no\n```\n~~~\n~~~~\n# B\n"),
    HostileFile("markdown/open-fence.md", "# A\n```\n# no\n"),
    HostileFile("markdown/setext.md", "A\n===\n\nB\n---\ntext\n-\n"),
    HostileFile("markdown/html.md", "<div>\n# no\n</div>\n\n# A\n<!--\n# no\n-->\n# B\n"),
    HostileFile("markdown/blocks.md", "# A\n<example>\n# B\n</example>\n<open>\n# C\n"),
    HostileFile("markdown/frontmatter-empty.md", "---\n---\n# A\n"),
    HostileFile("markdown/frontmatter-indented.md", "  ---\n  name: x\n  ---\n# A\n"),
    HostileFile("markdown/frontmatter-open.md", "---\nname: x\n# A\n"),
    HostileFile("markdown/frontmatter-only.md", "---\nname: x\n---"),
    HostileFile("markdown/frontmatter-cr.md", "---\rname: x\r---\r# A\r"),
    HostileFile("markdown/SKILL.md", "---\nname: [\ndescription: : :\n\t- x\n---\n# A\n"),
    HostileFile("markdown/table.md", "| a |\n|---|\n---\n# A\n"),
    HostileFile("markdown/quotes.md", "> # A\n> text\n\n- # B\n  text\n# C\n"),
    HostileFile("markdown/equal.md", String(repeating: "# Same\n\ntext\n\n", count: 50)),
    HostileFile("markdown/deep.md", String(repeating: "> ", count: 5000) + "# A\n"),
  ]

  private static let names: [HostileFile] = [
    "with space.md", "with\nnewline.md", "has#mark.md", "has@mark.md", "has~2.md", "#.md",
    "@abcdef",
    "-rf.md", "--help", "caf\u{E9}.md", "cafe\u{301}.md", "日本語.md", "שלום.md", "🙂.md",
    "back\\slash.md", "quote'\".md", "tab\t.md", "\u{1B}[31mred.md", "star*.md", "trailing ",
    "$(id).md", "CON", "a:b.md", "%41.md", "...", ".hidden", "folder with space/-/#/x.md",
    "\(String(repeating: "n", count: 251)).md",
  ].enumerated().map { HostileFile("names/\($1)", "# Title \($0)\n\nText \($0).\n") }

  private static let suffixes = [
    ".md", ".py", ".js", ".ts", ".tsx", ".jsx", ".sh", ".json", ".yaml", ".toml", ".txt", "",
  ]

  private static let garbage = suffixes.enumerated().flatMap { seed, suffix in
    var noise = Noise(seed: UInt64(seed))
    let brackets = Array("([{<\"'`\\\n".utf8)
    return [
      HostileFile("garbage/bytes\(suffix)", (0..<3000).map { _ in noise.byte() }),
      HostileFile("garbage/text\(suffix)", (0..<3000).map { _ in max(1, noise.byte() & 0x7F) }),
      HostileFile(
        "garbage/brackets\(suffix)",
        (0..<3000).map { _ in brackets[Int(noise.byte()) % brackets.count] }),
      HostileFile("garbage/deep\(suffix)", Array(repeating: 0x28, count: 5000)),
    ]
  }

  private static let code = [
    ".md": "---\nname: a\n---\n\n# A\n\n```py\nx = 1\n```\n\n## B\n\n<note>\ntext\n</note>\n",
    ".py":
      "import a\n\n@d(1)\nclass C(B):\n    def m(self):\n        return f'{x}'\n\nx = [1, 2]\n",
    ".js": "import a from 'a'\n\nexport class C {\n  m() { return `${x}` }\n}\nconst f = () => 1\n",
    ".ts":
      "interface I { a: string }\nenum E { A, B }\nexport function f<T>(x: T): T { return x }\n",
    ".tsx": "type P = { a: string }\nexport const C = (p: P) => <div a='b'>{p.a}</div>\n",
    ".sh": "set -e\nf() {\n  cat <<E\n$x\nE\n}\nfunction g { f \"$@\"; }\nif true; then g; fi\n",
    ".json": "{\"hooks\": {\"Stop\": [{\"a\": 1}, {\"b\": \"\\u00e9\"}]}, \"x\": null}\n",
    ".yaml": "a: &x\n  - b: |\n      text\n  - c\nd: *x\n",
    ".toml": "a = 1\n[t]\nb = \"\"\"\ntext\n\"\"\"\n[[u]]\nc = 2020-01-01\n",
  ]

  private static let truncated = code.flatMap { suffix, text in
    let whole = Array(text.utf8)
    return stride(from: 1, to: whole.count, by: 7).map {
      HostileFile("truncated/\($0)\(suffix)", Array(whole.prefix($0)))
    }
  }
}

/// Bytes that are the same in every run.
struct Noise {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func byte() -> UInt8 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return UInt8(truncatingIfNeeded: state >> 24)
  }
}

extension [UInt8] {
  /// The bytes again and again, to that length.
  fileprivate func repeated(to count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let part = Swift.min(self.count, count - filled)
        _ = UnsafeMutableBufferPointer(rebasing: buffer[filled...]).update(from: self[..<part])
        filled += part
      }
    }
  }
}
