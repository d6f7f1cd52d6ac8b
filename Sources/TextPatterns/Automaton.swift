/// Tells whether a pattern is in a text: reads every byte once, and remembers what it found out.
///
/// Its states are the sets of steps that a text can lead to, made when they are first met. Where
/// there are too many it forgets them and goes on, so that memory is bounded.
struct Automaton {
  /// How many states are kept.
  private static let limit = 2_000
  private static let unknown: Int32 = -1
  private static let found: Int32 = -2
  /// Beside the 128 scalars of ASCII, the end of the text.
  private static let width = 129

  private struct Key: Hashable {
    var steps: [Int]
    var before: Neighbour
  }

  private let program: PatternProgram
  private var states: [Key] = []
  private var numbers: [Key: Int32] = [:]
  private var table: [Int32] = []

  init(_ program: PatternProgram) { self.program = program }

  /// Whether the pattern is somewhere in `bytes`.
  mutating func isFound(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var state = number(Key(steps: [], before: .none))
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      var next: Int32
      if byte < 0x80 {
        next = table[Int(state) * Automaton.width + Int(byte)]
        if next == Automaton.unknown { next = learn(state, UInt32(byte), Int(byte)) }
        index += 1
      } else {
        let (scalar, length) = ScalarReader.scalar(in: bytes, at: index)
        next = step(states[Int(state)], scalar)
        index += length
      }
      if next == Automaton.found { return true }
      state = next
    }
    var end = table[Int(state) * Automaton.width + 128]
    if end == Automaton.unknown { end = learn(state, nil, 128) }
    return end == Automaton.found
  }

  /// Finds out where `scalar` leads from `state`, and keeps it.
  private mutating func learn(_ state: Int32, _ scalar: UInt32?, _ column: Int) -> Int32 {
    let count = states.count
    let next = step(states[Int(state)], scalar)
    // Where states were forgotten meanwhile, the number means another one now.
    if states.count >= count { table[Int(state) * Automaton.width + column] = next }
    return next
  }

  private mutating func step(_ key: Key, _ scalar: UInt32?) -> Int32 {
    let after = scalar.map { Neighbour($0) } ?? .none
    var closure = Closure(program, before: key.before, after: after)
    for start in key.steps { closure.add(start) }
    closure.add(0)
    if closure.isFound { return Automaton.found }
    guard let scalar else { return 0 }
    let steps = closure.taking.filter { step in
      if case .take(let set) = program.steps[step] {
        program.sets[set].contains(scalar)
      } else {
        false
      }
    }
    return number(
      Key(steps: steps.map { $0 + 1 }.sorted(), before: program.hasAssertions ? after : .other))
  }

  private mutating func number(_ key: Key) -> Int32 {
    if let known = numbers[key] { return known }
    if states.count >= Automaton.limit {
      states = []
      numbers = [:]
      table = []
    }
    let number = Int32(states.count)
    states.append(key)
    numbers[key] = number
    table += Array(repeating: Automaton.unknown, count: Automaton.width)
    return number
  }
}

/// The steps that can be reached without taking a scalar.
struct Closure {
  private let program: PatternProgram
  private let before: Neighbour
  private let after: Neighbour
  private var seen: Set<Int> = []
  /// The steps that take a scalar.
  private(set) var taking: [Int] = []
  /// Whether the pattern ends here.
  private(set) var isFound = false

  init(_ program: PatternProgram, before: Neighbour, after: Neighbour) {
    (self.program, self.before, self.after) = (program, before, after)
  }

  /// Adds `start` and what it leads to, what is preferred first.
  mutating func add(_ start: Int) {
    var stack = [start]
    while let step = stack.popLast() {
      guard seen.insert(step).inserted else { continue }
      switch program.steps[step] {
      case .take: taking.append(step)
      case .split(let first, let second): stack += [second, first]
      case .jump(let next): stack.append(next)
      case .check(let assertion): if assertion.holds(before, after) { stack.append(step + 1) }
      case .found: isFound = true
      }
    }
  }
}

/// Reads scalars out of bytes.
enum ScalarReader {
  /// The scalar at `index`, and how many bytes it takes; what is no UTF-8 is one byte each.
  static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, Int) {
    let first = bytes[index]
    if first < 0x80 { return (UInt32(first), 1) }
    let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard (0xC2...0xF4).contains(first), index + count <= bytes.count else {
      return (ScalarSet.invalid, 1)
    }
    var value = UInt32(first) & (0x7F >> UInt32(count))
    for byte in bytes[(index + 1)..<(index + count)] {
      guard byte & 0xC0 == 0x80 else { return (ScalarSet.invalid, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = count == 2 ? 0x80 : count == 3 ? 0x800 : 0x1_0000
    guard value >= least, Unicode.Scalar(value) != nil else { return (ScalarSet.invalid, 1) }
    return (value, count)
  }
}
