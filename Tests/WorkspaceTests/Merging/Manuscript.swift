/// Numbers that look random, and are the same in every run.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  /// A number from 0 up to, not including, `limit`.
  mutating func roll(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}

/// A file as someone thinks of it: passages in passages, each with lines that are in no other.
struct Manuscript: Sendable {
  /// A heading with its lines and what is below it, or a class, a function, a key.
  struct Passage: Sendable {
    var title: String
    var lines: [String]
    var inside: [Passage] = []
  }

  /// The languages a manuscript can be written in.
  enum Language: String, CaseIterable, Sendable {
    case loose, tight, python, json

    var path: String {
      switch self {
      case .loose, .tight: "a.md"
      case .python: "a.py"
      case .json: "a.json"
      }
    }
  }

  var language: Language
  var passages: [Passage] = []
  private var words = 0

  /// A manuscript of some passages.
  init(_ language: Language, _ dice: inout Dice) {
    self.language = language
    for _ in 0..<(3 + dice.roll(4)) {
      var passage = passage("base", &dice)
      if language != .json, dice.roll(2) == 0 {
        for _ in 0..<(1 + dice.roll(3)) { passage.inside.append(self.passage("base", &dice)) }
      }
      passages.append(passage)
    }
  }

  private mutating func word(_ side: String) -> String {
    words += 1
    return "\(side)\(words)"
  }

  private mutating func passage(_ side: String, _ dice: inout Dice) -> Passage {
    let title = "Title_" + word(side)
    return Passage(title: title, lines: (0..<(1 + dice.roll(4))).map { _ in line(side) })
  }

  private mutating func line(_ side: String) -> String {
    let (one, two) = (word(side), word(side))
    return "\(one) says \(two)"
  }
}

// MARK: - Edits

extension Manuscript {
  /// The ways a manuscript is edited.
  enum Edit: CaseIterable {
    case edit, rename, insert, delete, move, reorder, addLine, removeLine, editInside
  }

  /// The manuscript after some edits by `side`.
  func edited(by side: String, times: Int, _ dice: inout Dice) -> Manuscript {
    var manuscript = self
    for _ in 0..<times {
      let edit = Edit.allCases[dice.roll(Edit.allCases.count)]
      manuscript.apply(edit, side, &dice)
    }
    return manuscript
  }

  private mutating func apply(_ edit: Edit, _ side: String, _ dice: inout Dice) {
    guard !passages.isEmpty else { return passages.append(passage(side, &dice)) }
    let outer = dice.roll(passages.count)
    let hasInside = !passages[outer].inside.isEmpty
    if hasInside, dice.roll(2) == 0 || edit == .editInside {
      passages[outer].inside = changed(passages[outer].inside, edit, side, &dice)
    } else if edit == .move, language != .json, passages.count > 1, dice.roll(2) == 0 {
      let moved = passages.remove(at: outer)
      let target = dice.roll(passages.count)
      guard moved.inside.isEmpty else { return passages.insert(moved, at: target) }
      passages[target].inside.append(moved)
    } else {
      passages = changed(passages, edit, side, &dice)
    }
  }

  private mutating func changed(
    _ list: [Passage], _ edit: Edit, _ side: String, _ dice: inout Dice
  ) -> [Passage] {
    var list = list
    let place = dice.roll(list.count)
    let line = dice.roll(list[place].lines.count)
    switch edit {
    case .edit, .editInside: list[place].lines[line] = self.line(side)
    case .rename: list[place].title = "Title_" + word(side)
    case .insert: list.insert(passage(side, &dice), at: dice.roll(list.count + 1))
    case .delete: if list.count > 1 { list.remove(at: place) }
    case .move: list.insert(list.remove(at: place), at: dice.roll(list.count + 1))
    case .reorder: list.shuffle(using: &dice)
    case .addLine: list[place].lines.insert(self.line(side), at: line)
    case .removeLine: if list[place].lines.count > 1 { list[place].lines.remove(at: line) }
    }
    return list
  }
}

// MARK: - Writing

extension Manuscript {
  /// The file.
  var text: String {
    switch language {
    case .loose: headings(passages, "##", "\n")
    case .tight: headings(passages, "##", "")
    case .python: passages.map { definition($0, "") }.joined(separator: "\n\n")
    case .json: object
    }
  }

  private func headings(_ list: [Passage], _ marks: String, _ blank: String) -> String {
    list.map { passage in
      let lines = passage.lines.map { $0 + "\n" }.joined()
      let rest = passage.inside.isEmpty ? "" : blank + headings(passage.inside, marks + "#", blank)
      return "\(marks) \(passage.title)\n\(blank)\(lines)\(rest)"
    }.joined(separator: blank)
  }

  private func definition(_ passage: Passage, _ indent: String) -> String {
    let body = indent + "    "
    let lines = passage.lines.map { "\(body)print(\"\($0)\")\n" }.joined()
    let isClass = !passage.inside.isEmpty
    let head = isClass ? "class \(passage.title):" : "def \(passage.title)():"
    let inside = passage.inside.map { "\n" + definition($0, body) }.joined()
    return "\(indent)\(head)\n\(lines)\(inside)"
  }

  private var object: String {
    let keys = passages.map { passage in
      let lines = passage.lines.map { "    \"\($0)\": true" }.joined(separator: ",\n")
      return "  \"\(passage.title)\": {\n\(lines)\n  }"
    }
    return "{\n\(keys.joined(separator: ",\n"))\n}\n"
  }
}
