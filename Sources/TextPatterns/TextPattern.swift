/// Something to look for in the bytes of a text: words as they are, or a pattern.
///
/// Patterns are regular expressions as most engines know them, without what takes more than linear
/// time. `^` and `$` are the ends of lines, classes know all of Unicode, and what is no UTF-8 is
/// never found. Of several ways to match the one that starts first is taken, and of these the one
/// that the pattern prefers.
package struct TextPattern: Sendable {
  private enum Form: Sendable {
    case exact([UInt8])
    case pattern(PatternProgram)
  }

  private let form: Form

  /// Exactly these characters, byte for byte.
  package init(exactly text: String) { form = .exact(Array(text.utf8)) }

  /// A pattern.
  ///
  /// - Throws: ``PatternFailure`` where it is none.
  package init(_ text: String) throws(PatternFailure) {
    var parser = PatternParser(text)
    form = .pattern(try PatternProgram(try parser.read(), text))
  }

  /// Something that looks for it, and learns while it does.
  package func finder() -> TextFinder {
    switch form {
    case .exact(let bytes): TextFinder(exact: bytes)
    case .pattern(let program): TextFinder(program)
    }
  }
}

/// Looks for a pattern in one text after the other.
package struct TextFinder {
  private let exact: [UInt8]?
  private let program: PatternProgram?
  private var automaton: Automaton?

  init(exact: [UInt8]) { (self.exact, program) = (exact, nil) }

  init(_ program: PatternProgram) {
    (exact, self.program) = (nil, program)
    automaton = Automaton(program)
  }

  /// Whether it is somewhere in `bytes`.
  package mutating func isFound(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let exact else { return automaton?.isFound(in: bytes) ?? false }
    return TextFinder.first(exact, in: bytes, from: 0) != nil
  }

  /// Where it is in `bytes`: ranges in order that do not overlap, at most `limit`.
  package func ranges(in bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while ranges.count < limit, start <= bytes.count {
      let range: Range<Int>?
      if let exact {
        let place = TextFinder.first(exact, in: bytes, from: start)
        range = place.map { $0..<($0 + exact.count) }
      } else {
        range = program.flatMap { PatternMatcher($0).first(in: bytes, from: start) }
      }
      guard let range else { break }
      ranges.append(range)
      start = max(range.upperBound, range.lowerBound + 1)
    }
    return ranges
  }

  private static func first(
    _ wanted: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    guard let first = wanted.first, bytes.count >= wanted.count else { return nil }
    var place = start
    let last = bytes.count - wanted.count
    while place <= last {
      if bytes[place] == first, bytes[place..<(place + wanted.count)].elementsEqual(wanted) {
        return place
      }
      place += 1
    }
    return nil
  }
}

/// Finds where a pattern matches: reads on with every way to match at once, each with its start.
struct PatternMatcher {
  private struct Thread {
    let step: Int
    let start: Int
  }

  private let program: PatternProgram

  init(_ program: PatternProgram) { self.program = program }

  /// The first match from `start` on.
  func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
    var threads: [Thread] = []
    var best: Range<Int>?
    var index = start
    var before = PatternMatcher.before(bytes, start)
    while true {
      let isEnd = index >= bytes.count
      let (scalar, length) = isEnd ? (0, 1) : ScalarReader.scalar(in: bytes, at: index)
      let after = isEnd ? Neighbour.none : Neighbour(scalar)
      var list = ThreadList(program, before: before, after: after)
      for thread in threads where !list.isFound { list.add(thread.step, thread.start) }
      if best == nil, !list.isFound { list.add(0, index) }
      if list.isFound { best = list.start..<index }
      if isEnd || list.taking.isEmpty && best != nil { return best }
      threads = list.taking.compactMap { step, start in
        guard case .take(let set) = program.steps[step], program.sets[set].contains(scalar) else {
          return nil
        }
        return Thread(step: step + 1, start: start)
      }
      if threads.isEmpty, best != nil { return best }
      before = after
      index += length
    }
  }

  private static func before(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Neighbour {
    guard place > 0 else { return .none }
    var start = place - 1
    while start > 0, start > place - 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return Neighbour(ScalarReader.scalar(in: bytes, at: start).0)
  }

  /// Steps in the order of preference; what comes after the end of a match does not count.
  private struct ThreadList {
    private let program: PatternProgram
    private let before: Neighbour
    private let after: Neighbour
    private var seen: Set<Int> = []
    private(set) var taking: [(Int, Int)] = []
    private(set) var isFound = false
    private(set) var start = 0

    init(_ program: PatternProgram, before: Neighbour, after: Neighbour) {
      (self.program, self.before, self.after) = (program, before, after)
    }

    mutating func add(_ first: Int, _ start: Int) {
      var stack = [first]
      while let step = stack.popLast() {
        guard seen.insert(step).inserted else { continue }
        switch program.steps[step] {
        case .take: taking.append((step, start))
        case .split(let first, let second): stack += [second, first]
        case .jump(let next): stack.append(next)
        case .check(let assertion): if assertion.holds(before, after) { stack.append(step + 1) }
        case .found:
          (isFound, self.start) = (true, start)
          return
        }
      }
    }
  }
}
