import Examples

/// Files with names and bytes that programs stumble over, and edits of them.
struct RandomFiles {
  private var dice: Dice
  /// What the files hold, by path.
  private(set) var files: [String: [UInt8]] = [:]

  init(seed: Int) {
    dice = Dice(seed)
    for name in Self.names { files[name] = bytes() }
  }

  private static let names = [
    "a.md", "skills/pdf/SKILL.md", "with space.md", "tab\there.md", "ümlaut/quo\"te.md",
    "back\\slash", "empty", "binary", "crlf.txt", "noend",
  ]

  private mutating func line() -> String {
    let words = ["alpha", "beta", "", "  indented", "# Title", "gamma delta", "\t", "}", "end."]
    return (0..<1 + dice.roll(3)).map { _ in words[dice.roll(words.count)] }
      .joined(separator: " ")
  }

  private mutating func bytes() -> [UInt8] {
    let ending = dice.roll(5) == 0 ? "\r\n" : "\n"
    var bytes = (0..<dice.roll(40)).flatMap { _ in Array((line() + ending).utf8) }
    switch dice.roll(8) {
    case 0: bytes += [0xFF, 0xFE, 0x0D, 0x41]
    case 1: bytes += Array("no end".utf8)
    case 2: bytes = [0, 1, 2] + bytes
    case 3: bytes = []
    default: break
    }
    return bytes
  }

  /// Edits, adds, removes and renames. What is renamed changes little, lest it be a matter of
  /// taste whether it was.
  mutating func edit() {
    for name in files.keys.sorted() {
      switch dice.roll(10) {
      case 0: files[name] = nil
      case 1: files[name] = bytes()
      case 2...5: editLines(of: name)
      case 6: rename(name)
      default: break
      }
    }
    files["new\(dice.roll(100)).md"] = (0..<20).flatMap { Array("own \($0 * 7919)\n".utf8) }
  }

  private mutating func rename(_ name: String) {
    guard let bytes = files[name] else { return }
    files[name] = nil
    files["moved/\(name)"] = bytes + (bytes.count > 400 ? Array("more\n".utf8) : [])
  }

  private mutating func editLines(of name: String) {
    var lines = (files[name] ?? []).split(separator: 10, omittingEmptySubsequences: false)
      .map(Array.init)
    for _ in 0...dice.roll(4) {
      let place = dice.roll(lines.count)
      switch dice.roll(3) {
      case 0: lines.insert(Array(line().utf8), at: place)
      case 1 where lines.count > 1: lines.remove(at: place)
      default: lines[place] = Array(line().utf8)
      }
    }
    files[name] = Array(lines.joined(separator: [10]))
  }

  /// Makes a folder hold the files, and nothing else beside `.git`. Some can be run.
  mutating func write(to scratch: Scratch, in folder: String) throws {
    try scratch.run(
      "sh", "-c", "find \(folder) -mindepth 1 -maxdepth 1 ! -name .git -exec rm -r {} +")
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      try scratch.write(bytes, to: "\(folder)/\(name)")
      if dice.roll(4) == 0 { try scratch.run("chmod", "+x", "\(folder)/\(name)") }
    }
  }
}
