import Foundation

/// Words that a text holds and that its letters alone do not show to the index: the parts of names
/// such as `readForm`, languages named with signs such as `C++`, and pairs of letters of scripts
/// that are written without spaces.
///
/// They are kept beside a section as a text of their own, so that the index has no need of a
/// tokenizer of ours, and any SQLite can read, check and rebuild it. What this yields is in
/// libraries: a change needs a migration that computes it anew.
package enum NameParts {
  /// What is kept of one section at most, in bytes.
  private static let limit = 1 << 16

  /// The parts in `title` and `body`, with spaces between them. Every name counts once.
  static func text(title: String, body: Data) -> String {
    var finder = Finder()
    var title = title
    title.withUTF8 { finder.scan($0) }
    body.withUnsafeBytes { finder.scan($0.bindMemory(to: UInt8.self)) }
    return finder.text
  }

  /// The parts in `text`, with spaces between them; empty where it has none.
  package static func text(of text: String) -> String { self.text(title: text, body: Data()) }

  private struct Finder {
    var text = ""
    private var known: Set<String> = []

    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
      var index = 0
      while index < bytes.count, text.utf8.count < limit {
        let byte = bytes[index]
        if byte >= 0xE0 {
          index = scanUnspaced(bytes, from: index)
        } else if isLetter(byte) {
          index = scanName(bytes, from: index)
        } else {
          index += 1
        }
      }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
    private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    private func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }

    /// Takes letters and digits, and keeps their parts where there are several.
    private mutating func scanName(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
      var (end, breaks) = (start, 0)
      while end < bytes.count, isLetter(bytes[end]) || isDigit(bytes[end]) {
        if end > start, isBreak(bytes, end) { breaks += 1 }
        end += 1
      }
      if breaks > 0, end - start <= 128 {
        var parts = ""
        var from = start
        for index in (start + 1)..<end where isBreak(bytes, index) {
          parts += String(decoding: bytes[from..<index], as: UTF8.self) + " "
          from = index
        }
        keep(parts + String(decoding: bytes[from..<end], as: UTF8.self))
      } else if end == start + 1, end < bytes.count {
        keepSigned(bytes, at: start)
      }
      return end
    }

    /// Whether a new part begins: a capital after a small letter or digit, or the last of several
    /// capitals before a small letter.
    private func isBreak(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
      guard isUpper(bytes[index]) else { return false }
      if !isUpper(bytes[index - 1]) { return true }
      let next = index + 1
      // The plural of an acronym, as in APIs, is no word of its own.
      return next + 1 < bytes.count && isLetter(bytes[next]) && !isUpper(bytes[next])
        && (isLetter(bytes[next + 1]) || bytes[next] != UInt8(ascii: "s"))
    }

    /// `C++` and `C#` by names that are words.
    private mutating func keepSigned(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
      let letter = String(UnicodeScalar(bytes[start] | 0x20))
      let next = start + 1
      if bytes[next] == UInt8(ascii: "#"), next + 1 == bytes.count || !isLetter(bytes[next + 1]) {
        keep(letter + "sharp")
      } else if next + 1 < bytes.count, bytes[next] == UInt8(ascii: "+"),
        bytes[next + 1] == UInt8(ascii: "+")
      {
        keep(letter + "plusplus")
      }
    }

    /// Takes a run of a script without spaces, and keeps its pairs in order.
    private mutating func scanUnspaced(
      _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int {
      var index = start
      var last: String?
      while index < bytes.count, bytes[index] >= 0xE0 {
        let (scalar, length) = TextWords.scalar(in: bytes, at: index)
        index += length
        guard UTF8.isUnspaced(scalar), TextWords.fold(scalar) > 1,
          let letter = Unicode.Scalar(scalar).map({ String($0) })
        else { break }
        if let last { add(last + letter) }
        last = letter
      }
      return index
    }

    private mutating func keep(_ name: String) {
      if known.insert(name).inserted { add(name) }
    }

    private mutating func add(_ word: String) {
      if !text.isEmpty { text += " " }
      text += word
    }
  }
}
