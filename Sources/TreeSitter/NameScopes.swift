/// Tells which names a stretch of code uses from around it, and which it defines for it, while a
/// walk passes through in reading order.
package struct NameScopes {
  /// What a scope is, as far as names go.
  package enum Kind {
    /// Of a function: names that are hoisted stop here.
    case function
    /// Of a block in braces.
    case block
    /// Of a class in Python: what it defines is not seen from its methods.
    case type
  }

  private struct Scope {
    let kind: Kind
    let end: Int
    var used: Set<String> = []
    var bound: Set<String> = []
    /// Names that functions inside a type use: what the type defines does not provide them.
    var passing: Set<String> = []
    /// Names that are declared to be those of the file.
    var released: Set<String> = []
  }

  private var open: [Scope] = []
  /// The names that are defined for the code around.
  package private(set) var defined: Set<String> = []
  private var used: Set<String> = []

  /// Scopes with nothing in them.
  package init() {}

  /// How many scopes are around `offset`; none at the top.
  package mutating func depth(at offset: Int) -> Int {
    close(before: offset)
    return open.count
  }

  /// Begins a scope.
  package mutating func enter(_ kind: Kind, _ range: Range<Int>) {
    close(before: range.lowerBound)
    open.append(Scope(kind: kind, end: range.upperBound))
  }

  /// Notes that `name` is used at `offset`.
  ///
  /// - Parameter isOutside: whether it is in the head of the innermost scope, and means what it
  ///   means around that.
  package mutating func use(_ name: String, at offset: Int, isOutside: Bool = false) {
    close(before: offset)
    let index = open.count - (isOutside ? 2 : 1)
    if index >= 0 { open[index].used.insert(name) } else { used.insert(name) }
  }

  /// Notes that `name` is defined at `offset`: for the innermost scope, or, where it is hoisted,
  /// for the innermost function.
  package mutating func bind(_ name: String, at offset: Int, isHoisted: Bool = false) {
    close(before: offset)
    var index = open.count - 1
    if isHoisted { while index >= 0, open[index].kind != .function { index -= 1 } }
    guard index >= 0 else {
      defined.insert(name)
      return
    }
    if open[index].released.contains(name) {
      open[index].used.insert(name)
    } else {
      open[index].bound.insert(name)
    }
  }

  /// Notes that in the innermost scope `name` is that of the file: `global name`.
  package mutating func release(_ name: String, at offset: Int) {
    close(before: offset)
    guard !open.isEmpty else { return }
    open[open.count - 1].released.insert(name)
    open[open.count - 1].bound.remove(name)
    open[open.count - 1].used.insert(name)
  }

  /// The names that are used from around, once the walk has ended.
  package mutating func free() -> Set<String> {
    close(before: .max)
    return used
  }

  private mutating func close(before offset: Int) {
    while let scope = open.last, scope.end <= offset {
      open.removeLast()
      let free = scope.used.subtracting(scope.bound).union(scope.passing)
      guard let outer = open.indices.last else {
        used.formUnion(free)
        continue
      }
      if open[outer].kind == .type, scope.kind != .type {
        open[outer].passing.formUnion(free)
      } else {
        open[outer].used.formUnion(free)
      }
    }
  }
}
