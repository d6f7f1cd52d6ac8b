/// Reads patterns: what most engines agree on, and nothing that takes more than linear time.
struct PatternParser {
  /// What `(?i)` and the like turn on.
  struct Flags {
    var ignoresCase = false
    var dotIsAll = false
    var isMultiline = true
  }

  /// How deeply groups may be nested.
  private static let deepest = 100

  private let text: String
  let scalars: [Unicode.Scalar]
  var place = 0
  private var depth = 0
  var flags = Flags()

  init(_ text: String) {
    self.text = text
    scalars = Array(text.unicodeScalars)
  }

  mutating func read() throws(PatternFailure) -> PatternNode {
    let node = try choice()
    guard place == scalars.count else { throw failure("a ) that closes nothing") }
    return node
  }

  // MARK: Structure

  private mutating func choice() throws(PatternFailure) -> PatternNode {
    var nodes = [try sequence()]
    while take("|") { nodes.append(try sequence()) }
    return nodes.count == 1 ? nodes[0] : .choice(nodes)
  }

  private mutating func sequence() throws(PatternFailure) -> PatternNode {
    var nodes: [PatternNode] = []
    while let next, next != "|", next != ")" {
      let atom = try atom()
      nodes.append(try repetition(of: atom))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private mutating func repetition(of atom: PatternNode) throws(PatternFailure) -> PatternNode {
    var node = atom
    while let next {
      var bounds: (Int, Int?)
      switch next {
      case "*": bounds = (0, nil)
      case "+": bounds = (1, nil)
      case "?": bounds = (0, 1)
      case "{":
        guard let counted = try counts() else { return node }
        bounds = counted
        place -= 1
      default: return node
      }
      place += 1
      node = .repeated(node, least: bounds.0, most: bounds.1, isGreedy: !take("?"))
    }
    return node
  }

  /// `{2}`, `{2,}` or `{2,5}`; nil where a brace is only a brace.
  private mutating func counts() throws(PatternFailure) -> (Int, Int?)? {
    let start = place
    place += 1
    let least = number()
    let isOpen = take(",")
    let most = isOpen ? number() : least
    guard let least, take("}") else {
      place = start
      return nil
    }
    guard least <= 1000, most ?? 0 <= 1000 else { throw PatternFailure.tooLarge(text) }
    guard most ?? least >= least else { throw failure("a repetition that ends before it begins") }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let next, ("0"..."9").contains(next), digits.count < 9 {
      digits.unicodeScalars.append(next)
      place += 1
    }
    return Int(digits)
  }

  // MARK: Atoms

  private mutating func atom() throws(PatternFailure) -> PatternNode {
    let scalar = scalars[place]
    place += 1
    switch scalar {
    case "(": return try group()
    case "[": return .set(try bracket())
    case ".":
      var newline = ScalarSet()
      if !flags.dotIsAll { newline.add(0x0A...0x0A) }
      return .set(newline.complete(isNegated: true, ignoresCase: false))
    case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case "\\": return try escape()
    case "*", "+", "?": throw failure("\(scalar) repeats nothing", before: 1)
    default: return literal(scalar)
    }
  }

  private func literal(_ scalar: Unicode.Scalar) -> PatternNode {
    .set(ScalarSet(scalar).complete(isNegated: false, ignoresCase: flags.ignoresCase))
  }

  private mutating func group() throws(PatternFailure) -> PatternNode {
    let outer = flags
    depth += 1
    guard depth < PatternParser.deepest else { throw PatternFailure.tooLarge(text) }
    if take("?"), try !options() {
      depth -= 1
      return .empty
    }
    let node = try choice()
    guard take(")") else { throw failure("a ( that is never closed") }
    flags = outer
    depth -= 1
    return node
  }

  /// What follows `(?`; false where it was `(?i)`, which is no group.
  private mutating func options() throws(PatternFailure) -> Bool {
    if take("P") || next == "<" {
      guard take("<"), next != "=", next != "!" else { throw failure("looking around") }
      while let next, next != ">" { place += 1 }
      guard take(">") else { throw failure("a name that never ends") }
      return true
    }
    var value = true
    while let scalar = next {
      place += 1
      switch scalar {
      case ":": return true
      case ")": return false
      case "-": value = false
      case "i": flags.ignoresCase = value
      case "s": flags.dotIsAll = value
      case "m": flags.isMultiline = value
      default: throw failure("(?\(scalar) is not understood", before: 1)
      }
    }
    throw failure("a ( that is never closed")
  }

  // MARK: Escapes

  private mutating func escape() throws(PatternFailure) -> PatternNode {
    guard let scalar = next else { throw failure("nothing after \\") }
    let assertions: [Unicode.Scalar: PatternAssertion] = [
      "b": .wordEdge, "B": .notWordEdge, "A": .textStart, "z": .textEnd,
    ]
    if let assertion = assertions[scalar] {
      place += 1
      return .assertion(assertion)
    }
    var set = ScalarSet()
    if try addClass(to: &set) { return .set(set.complete(isNegated: false, ignoresCase: false)) }
    return literal(try escapedScalar())
  }

  /// Adds the class that is named after a backslash; false where none is.
  mutating func addClass(to set: inout ScalarSet) throws(PatternFailure) -> Bool {
    switch next {
    case "w": set.add(.word, isNegated: false)
    case "W": set.add(.word, isNegated: true)
    case "d": set.add(.digit, isNegated: false)
    case "D": set.add(.digit, isNegated: true)
    case "s": set.add(.space, isNegated: false)
    case "S": set.add(.space, isNegated: true)
    case "p", "P":
      let isNegated = next == "P"
      place += 1
      var name = ""
      if take("{") {
        while let next, next != "}" {
          name.unicodeScalars.append(next)
          place += 1
        }
      } else if let next {
        name.unicodeScalars.append(next)
      }
      guard next != nil, "LMNPSZC".contains(name.prefix(1)), name.count == 1 || name.count == 2
      else { throw failure("\\p{\(name)} is no category such as \\p{L} or \\p{Lu}") }
      set.add(.category(name), isNegated: isNegated)
    default: return false
    }
    place += 1
    return true
  }

  /// The one scalar that an escape stands for.
  mutating func escapedScalar() throws(PatternFailure) -> Unicode.Scalar {
    guard let scalar = next else { throw failure("nothing after \\") }
    place += 1
    switch scalar {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "f": return "\u{C}"
    case "v": return "\u{B}"
    case "0": return "\0"
    case "x", "u": return try hexadecimal(digits: scalar == "x" ? 2 : 4)
    default:
      let isSign = !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar)
      guard isSign else { throw failure("\\\(scalar) is not understood", before: 1) }
      return scalar
    }
  }

  private mutating func hexadecimal(digits: Int) throws(PatternFailure) -> Unicode.Scalar {
    var text = ""
    let isBraced = take("{")
    while let next, next.properties.isASCIIHexDigit, text.count < (isBraced ? 6 : digits) {
      text.unicodeScalars.append(next)
      place += 1
    }
    guard !isBraced || take("}"), let scalar = UInt32(text, radix: 16).flatMap(Unicode.Scalar.init)
    else { throw failure("no number of a character") }
    return scalar
  }

  // MARK: Places

  /// The scalar that is read next; nil at the end.
  var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  /// Passes over `scalar`, if that is next.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    place += 1
    return true
  }

  /// That what stands at the place makes no sense.
  func failure(_ reason: String, before count: Int = 0) -> PatternFailure {
    .syntax(text, place: place - count + 1, reason: reason)
  }
}
