/// The stems of English words, exactly as FTS5's `porter` makes them.
package enum Stem {
  /// The stem of a word in lower case. What is short, long or not English stays what it is.
  package static func stem(_ word: String) -> String {
    var bytes = Array(word.utf8)
    reduce(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Makes a stem of a word in lower case.
  static func reduce(_ word: inout [UInt8]) {
    guard (3...64).contains(word.count) else { return }
    dropPlural(&word)
    dropTense(&word)
    if word.last == UInt8(ascii: "y"), hasVowel(word.dropLast()) {
      word[word.count - 1] = UInt8(ascii: "i")
    }
    replace(&word, second, over: 0)
    replace(&word, third, over: 0)
    replace(&word, fourth, over: 1)
    dropEnd(&word)
  }

  // MARK: Steps

  private static func dropPlural(_ word: inout [UInt8]) {
    let count = word.count
    guard word.last == UInt8(ascii: "s") else { return }
    switch word[count - 2] {
    case UInt8(ascii: "e"):
      let isLong =
        count > 4 && word[count - 4] == UInt8(ascii: "s") && word[count - 3] == UInt8(ascii: "s")
        || count > 3 && word[count - 3] == UInt8(ascii: "i")
      word.removeLast(isLong ? 2 : 1)
    case UInt8(ascii: "s"): break
    default: word.removeLast()
    }
  }

  private static func dropTense(_ word: inout [UInt8]) {
    if word.ends(with: "eed") {
      if measure(word.dropLast(3)) > 0 { word.removeLast() }
      return
    }
    let ending = word.ends(with: "ed") ? 2 : word.ends(with: "ing") ? 3 : 0
    guard ending > 0, word.count > ending, hasVowel(word.dropLast(ending)) else { return }
    word.removeLast(ending)
    if ["at", "bl", "iz"].contains(where: { word.count > 2 && word.ends(with: $0) }) {
      return word.append(UInt8(ascii: "e"))
    }
    guard let last = word.last else { return }
    if word.count > 1, !isVowel(last, afterConsonant: false), last == word[word.count - 2],
      !"lsz".utf8.contains(last)
    {
      word.removeLast()
    } else if measure(word[...]) == 1, endsShort(word[...]) {
      word.append(UInt8(ascii: "e"))
    }
  }

  private static func dropEnd(_ word: inout [UInt8]) {
    let stem = word.dropLast()
    if word.last == UInt8(ascii: "e") {
      let count = measure(stem)
      if count > 1 || count == 1 && !endsShort(stem) { word.removeLast() }
    }
    if word.ends(with: "ll"), measure(word.dropLast()) > 1 { word.removeLast() }
  }

  /// Replaces the first of `endings` that fits, if what stands before it is long enough.
  private static func replace(
    _ word: inout [UInt8], _ endings: [UInt8: [([UInt8], [UInt8])]], over least: Int
  ) {
    guard word.count > 2, let list = endings[word[word.count - 2]] else { return }
    for (ending, other) in list where word.count > ending.count && word.ends(with: ending) {
      let stem = word.dropLast(ending.count)
      guard measure(stem) > least else { return }
      if ending == ion, stem.last != UInt8(ascii: "s"), stem.last != UInt8(ascii: "t") { return }
      word.removeLast(ending.count)
      word += other
      return
    }
  }

  // MARK: Endings

  private static let ion = Array("ion".utf8)

  private static let second = table(
    "ational ate,tional tion,enci ence,anci ance,izer ize,logi log,bli ble,alli al,entli ent,"
      + "eli e,ousli ous,ization ize,ation ate,ator ate,alism al,iveness ive,fulness ful,"
      + "ousness ous,aliti al,iviti ive,biliti ble")

  private static let third = table("ical ic,ness ,icate ic,iciti ic,ful ,ative ,alize al")

  private static let fourth = table(
    "al ,ance ,ence ,er ,ic ,able ,ible ,ant ,ement ,ment ,ent ,ion ,ou ,ism ,ate ,iti ,ous ,ive ,"
      + "ize ")

  /// Endings with what replaces them, by their last letter but one.
  private static func table(_ text: String) -> [UInt8: [([UInt8], [UInt8])]] {
    var endings: [UInt8: [([UInt8], [UInt8])]] = [:]
    for pair in text.split(separator: ",") {
      let parts = pair.split(separator: " ", omittingEmptySubsequences: false)
      let ending = Array(parts[0].utf8)
      endings[ending[ending.count - 2], default: []].append((ending, Array(parts[1].utf8)))
    }
    return endings
  }

  // MARK: Letters

  private static func isVowel(_ letter: UInt8, afterConsonant: Bool) -> Bool {
    switch letter {
    case 0x61, 0x65, 0x69, 0x6F, 0x75: true
    case 0x79: afterConsonant
    default: false
    }
  }

  private static func hasVowel(_ stem: ArraySlice<UInt8>) -> Bool {
    stem.indices.contains { isVowel(stem[$0], afterConsonant: $0 > stem.startIndex) }
  }

  /// How often vowels are followed by consonants.
  private static func measure(_ stem: ArraySlice<UInt8>) -> Int {
    var (count, wasConsonant, isFirst) = (0, false, true)
    for letter in stem {
      let isConsonant = !isVowel(letter, afterConsonant: wasConsonant)
      if isConsonant, !isFirst, !wasConsonant { count += 1 }
      (wasConsonant, isFirst) = (isConsonant, false)
    }
    return count
  }

  /// Whether it ends in consonant, vowel, consonant, the last none of w, x and y.
  private static func endsShort(_ stem: ArraySlice<UInt8>) -> Bool {
    guard let last = stem.last, !"wxy".utf8.contains(last) else { return false }
    var (mask, wasConsonant) = (0, false)
    for letter in stem {
      wasConsonant = !isVowel(letter, afterConsonant: wasConsonant)
      mask = (mask << 1 | (wasConsonant ? 1 : 0)) & 7
    }
    return mask == 5
  }
}

extension [UInt8] {
  fileprivate func ends(with ending: String) -> Bool { ends(with: Array(ending.utf8)) }

  fileprivate func ends(with ending: [UInt8]) -> Bool {
    count >= ending.count && suffix(ending.count).elementsEqual(ending)
  }
}
