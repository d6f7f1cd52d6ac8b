/// A pattern as steps: a machine that is in several of them at once reads a text in one go.
struct PatternProgram: Sendable {
  /// One step.
  enum Step: Sendable {
    /// Takes one scalar of a set, and goes on with the next step.
    case take(Int)
    /// Goes on with both; the first is preferred.
    case split(Int, Int)
    case jump(Int)
    /// Goes on if it holds.
    case check(PatternAssertion)
    case found
  }

  /// How many steps a pattern may have.
  private static let limit = 20_000

  private(set) var steps: [Step] = []
  private(set) var sets: [ScalarSet] = []
  private(set) var hasAssertions = false
  private let text: String

  /// The steps for `node`, which was read from `text`.
  init(_ node: PatternNode, _ text: String) throws(PatternFailure) {
    self.text = text
    try add(node)
    try emit(.found)
  }

  private mutating func emit(_ step: Step) throws(PatternFailure) {
    guard steps.count < PatternProgram.limit else { throw .tooLarge(text) }
    steps.append(step)
  }

  private mutating func add(_ node: PatternNode) throws(PatternFailure) {
    switch node {
    case .empty: break
    case .set(let set):
      try emit(.take(sets.count))
      sets.append(set)
    case .sequence(let nodes): for node in nodes { try add(node) }
    case .assertion(let assertion):
      hasAssertions = true
      try emit(.check(assertion))
    case .choice(let nodes): try addChoice(nodes)
    case .repeated(let node, let least, let most, let isGreedy):
      for _ in 0..<least { try add(node) }
      if let most {
        try addOptional(node, count: most - least, isGreedy)
      } else {
        try addLoop(node, isGreedy)
      }
    }
  }

  private mutating func addChoice(_ nodes: [PatternNode]) throws(PatternFailure) {
    var jumps: [Int] = []
    for (index, node) in nodes.enumerated() {
      guard index < nodes.count - 1 else {
        try add(node)
        break
      }
      let split = steps.count
      try emit(.split(split + 1, 0))
      try add(node)
      jumps.append(steps.count)
      try emit(.jump(0))
      steps[split] = .split(split + 1, steps.count)
    }
    for jump in jumps { steps[jump] = .jump(steps.count) }
  }

  private mutating func addOptional(
    _ node: PatternNode, count: Int, _ isGreedy: Bool
  ) throws(PatternFailure) {
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(steps.count)
      try emit(.split(0, 0))
      try add(node)
    }
    for split in splits { steps[split] = PatternProgram.split(split + 1, steps.count, isGreedy) }
  }

  private mutating func addLoop(
    _ node: PatternNode, _ isGreedy: Bool
  ) throws(PatternFailure) {
    let split = steps.count
    try emit(.split(0, 0))
    try add(node)
    try emit(.jump(split))
    steps[split] = PatternProgram.split(split + 1, steps.count, isGreedy)
  }

  private static func split(_ inside: Int, _ after: Int, _ isGreedy: Bool) -> Step {
    isGreedy ? .split(inside, after) : .split(after, inside)
  }
}
