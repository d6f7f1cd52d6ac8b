/// Sets of scalars in brackets: `[a-z_]`, `[^\s]`, `[[:alpha:]]`.
extension PatternParser {
  /// Reads a set after its `[`.
  mutating func bracket() throws(PatternFailure) -> ScalarSet {
    var set = ScalarSet()
    let isNegated = take("^")
    var isFirst = true
    while let scalar = next, isFirst || scalar != "]" {
      isFirst = false
      if scalar == "[", place + 1 < scalars.count, scalars[place + 1] == ":" {
        try posixClass(&set)
        continue
      }
      guard let low = try member(&set) else { continue }
      guard next == "-", place + 1 < scalars.count, scalars[place + 1] != "]" else {
        set.add(low.value...low.value)
        continue
      }
      place += 1
      guard let high = try member(&set), low <= high else {
        throw failure("a range that ends before it begins")
      }
      set.add(low.value...high.value)
    }
    guard take("]") else { throw failure("a [ that is never closed") }
    return set.complete(isNegated: isNegated, ignoresCase: flags.ignoresCase)
  }

  /// One scalar of a set; nil where it was a class, which is in `set` now.
  private mutating func member(_ set: inout ScalarSet) throws(PatternFailure) -> Unicode.Scalar? {
    guard let scalar = next else { throw failure("a [ that is never closed") }
    place += 1
    guard scalar == "\\" else { return scalar }
    if next == "b" { throw failure("\\b in [ ]") }
    return try addClass(to: &set) ? nil : try escapedScalar()
  }

  private mutating func posixClass(_ set: inout ScalarSet) throws(PatternFailure) {
    let names: [String: [ClosedRange<UInt32>]] = [
      "alpha": [0x41...0x5A, 0x61...0x7A], "digit": [0x30...0x39], "lower": [0x61...0x7A],
      "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A], "upper": [0x41...0x5A],
      "space": [0x09...0x0D, 0x20...0x20], "blank": [0x09...0x09, 0x20...0x20],
      "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E],
      "word": [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A],
      "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
    ]
    var name = ""
    place += 2
    while let next, next != ":" {
      name.unicodeScalars.append(next)
      place += 1
    }
    guard let ranges = names[name], take(":"), take("]") else {
      throw failure("[:\(name):] is not understood")
    }
    for range in ranges { set.add(range) }
  }
}
