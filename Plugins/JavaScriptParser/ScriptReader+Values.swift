import Sections
import TreeSitter

extension ScriptReader {
  /// Defines `value` under `name`, where it is a function, a class or an object with functions.
  ///
  /// - Parameters:
  ///   - range: The bytes that belong to it, its name included.
  ///   - fallback: What any other value is; nil where it is no section.
  mutating func define(
    _ value: SyntaxNode?, as name: String, at range: Range<Int>, anchor: String? = nil,
    isScope: Bool = true, otherwise fallback: SectionKind? = nil
  ) {
    guard let value = value.map(unwrapped), !named.contains(value.range.lowerBound) else {
      return
    }
    guard let kind = kind(of: value, at: range) ?? fallback, !isLocalLine(range) else { return }
    named.insert(value.range.lowerBound)
    builder.define(
      kind, name, at: range, anchor: anchor ?? self.anchor(name), isScope: isScope)
  }

  /// What `value` is as a section; nil where it is nothing with a body.
  private func kind(of value: SyntaxNode, at range: Range<Int>) -> SectionKind? {
    switch vocabulary[value] {
    case .functionExpression, .generatorExpression, .arrowFunction:
      builder.scopes(at: range.lowerBound).last?.kind == .class ? .method : .function
    case .classExpression: .class
    case .object: hasFunctions(value) ? .namespace : nil
    default: nil
    }
  }

  /// What returns the function it is given, in other clothes. Any other call, such as `map`, makes
  /// something else of its function.
  private static let wrappers: Set<String> = [
    "memo", "forwardRef", "observer", "useCallback", "debounce", "throttle", "memoize", "once",
  ]

  /// The value without brackets, casts, wrappers, and the other names it is assigned to.
  private func unwrapped(_ value: SyntaxNode) -> SyntaxNode {
    var value = value
    for _ in 0..<16 {
      let inner: SyntaxNode?
      switch vocabulary[value] {
      case .parenthesized, .asExpression, .satisfies, .nonNull: inner = value.firstNamedChild
      case .assignment: inner = value.child("right")
      case .call where isWrapper(value): inner = value.child("arguments")?.firstNamedChild
      default: return value
      }
      guard let inner else { return value }
      value = inner
    }
    return value
  }

  /// Whether `call` is one of ``wrappers``: `memo(…)`, `React.memo(…)`.
  private func isWrapper(_ call: SyntaxNode) -> Bool {
    guard let function = call.child("function") else { return false }
    return ScriptReader.wrappers.contains(plainName(function.child("property") ?? function))
  }

  /// Whether `range` is one line inside a function: a helper too small to be a section.
  private func isLocalLine(_ range: Range<Int>) -> Bool {
    let around = builder.scopes(at: range.lowerBound).last?.kind
    guard around == .function || around == .method else { return false }
    return syntax.lines.line(at: range.lowerBound) == syntax.lines.line(at: range.upperBound - 1)
  }

  private func hasFunctions(_ object: SyntaxNode) -> Bool {
    object.children.contains { member in
      switch vocabulary[member] {
      case .methodDefinition: return true
      case .pair:
        switch member.child("value").flatMap({ vocabulary[$0] }) {
        case .functionExpression, .generatorExpression, .arrowFunction, .classExpression:
          return true
        default: return false
        }
      default: return false
      }
    }
  }

  // MARK: - Members

  /// Notes the members of a class, each with its decorators and its semicolon.
  mutating func readClassBody(_ body: SyntaxNode) {
    var decorators: Int?
    for child in body.children {
      guard vocabulary[child] != .decorator else {
        decorators = decorators ?? child.range.lowerBound
        continue
      }
      let own = withSeparators(child.range)
      if child.isNamed {
        members.insert(child.range)
        widened[child.range] = (decorators ?? child.range.lowerBound)..<own.upperBound
      }
      decorators = nil
    }
  }

  /// Notes the members of an object, each with its comma.
  mutating func readObject(_ object: SyntaxNode) {
    for child in object.children where child.isNamed {
      members.insert(child.range)
      widened[child.range] = withSeparators(child.range)
    }
  }

  /// Defines a member of a class, or a member of an object that is a function or holds some.
  mutating func readMember(_ member: SyntaxNode, _ kind: ScriptNode) {
    guard members.contains(member.range) else { return }
    let range = range(of: member)
    switch kind {
    case .pair:
      guard let key = member.child("key") else { return }
      define(member.child("value"), as: plainName(key), at: range)
    case .fieldDefinition, .publicField:
      guard let name = member.child("property") ?? member.child("name") else { return }
      define(member.child("value"), as: plainName(name), at: range, otherwise: .field)
      if member.child("value") == nil { defineMember(name, .field, at: range) }
    default:
      guard let name = member.child("name") else { return }
      let isInClass = builder.scopes(at: range.lowerBound).last?.kind == .class
      defineMember(name, isInClass ? .method : .function, at: range)
    }
  }

  private mutating func defineMember(
    _ name: SyntaxNode, _ kind: SectionKind, at range: Range<Int>
  ) {
    let text = plainName(name)
    builder.define(kind, text, at: range, anchor: anchor(text))
  }
}
