import Sections

/// Random numbers that are the same every time.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  /// Words of random letters, so that no two texts are alike by chance.
  mutating func words(_ count: Int) -> [String] {
    (0..<count).map { _ in
      String(
        (0..<6).map { _ in Character(UnicodeScalar(UInt8.random(in: 97...122, using: &self))) })
    }
  }
}

/// A file with sections that know who they are, for the truth about which became which.
struct Story {
  struct Chapter {
    let number: Int
    var level: Int
    var title: String
    var words: [String]
  }

  private(set) var chapters: [Chapter] = []
  private var dice: Dice
  private var count = 0

  init(seed: Int) {
    dice = Dice(seed)
    for number in 0..<8 { insert(isNamedNotes: number % 2 == 0) }
  }

  /// The file.
  var text: String {
    chapters.map { chapter in
      let body = stride(from: 0, to: chapter.words.count, by: 6).map {
        chapter.words[$0..<min($0 + 6, chapter.words.count)].joined(separator: " ") + "\n"
      }
      return String(repeating: "#", count: chapter.level) + " \(chapter.title)\n" + body.joined()
    }.joined()
  }

  /// Does one thing that writers do.
  mutating func edit() {
    let index = Int.random(in: 0..<chapters.count, using: &dice)
    switch Int.random(in: 0..<6, using: &dice) {
    case 0: insert(isNamedNotes: false)
    case 1 where chapters.count > 4: chapters.remove(at: index)
    case 2: chapters[index].title = dice.words(2).joined(separator: " ")
    case 3:
      let chapter = chapters.remove(at: index)
      chapters.insert(chapter, at: Int.random(in: 0...chapters.count, using: &dice))
    case 4: chapters[index].words.append(contentsOf: dice.words(5))
    default:
      let word = Int.random(in: 0..<chapters[index].words.count, using: &dice)
      chapters[index].words[word] = dice.words(1)[0]
    }
    chapters[0].level = 1
  }

  /// Puts in a chapter. Some names come again and again, as they do.
  private mutating func insert(isNamedNotes: Bool) {
    let place = Int.random(in: 0...chapters.count, using: &dice)
    let level = place == 0 ? 1 : Int.random(in: 1...2, using: &dice)
    let title = isNamedNotes ? "Notes" : dice.words(2).joined(separator: " ")
    chapters.insert(
      Chapter(number: count, level: level, title: title, words: dice.words(30)), at: place)
    count += 1
  }
}
