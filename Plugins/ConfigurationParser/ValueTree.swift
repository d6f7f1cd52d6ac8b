import Sections
import TreeSitter

/// What JSON and YAML have in common: a tree of mappings, lists and scalars.
protocol ValueTree {
  /// The file.
  var syntax: Syntax { get }

  /// What the value in `node` is.
  func shape(of node: SyntaxNode) -> ValueShape

  /// The members of the mapping or list in `node`, in order.
  ///
  /// - Parameter end: where what follows `node` begins.
  func members(of node: SyntaxNode, upTo end: Int) -> [Member]

  /// The text of the scalar in `node`, its escapes left as they are, cut to some hundred bytes.
  func text(of node: SyntaxNode) -> String
}

/// What a value can be.
enum ValueShape {
  case mapping
  case list
  case scalar
}

/// A member of a mapping or list.
struct Member {
  /// Its key; nil in a list.
  var key: SyntaxNode?
  /// Its value; nil where none is written.
  var value: SyntaxNode?
  /// Its bytes, with what belongs to it: the comma after it, or the lines down to the next.
  var range: Range<Int>
}

extension ValueTree {
  /// The values between brackets, as their nodes, each with the comma after it.
  func bracketed(_ value: SyntaxNode) -> [(node: SyntaxNode, range: Range<Int>)] {
    let children = value.children.flatMap { $0.isError && !$0.isLeaf ? $0.children : [$0] }
    return children.indices.filter {
      children[$0].isNamed && !children[$0].isError && !children[$0].kind.hasSuffix("comment")
    }.map { index in
      let next = index + 1 < children.count ? children[index + 1] : nil
      return (children[index], extended(children[index], before: next))
    }
  }

  /// The bytes of `node`, and of `next` where that is a comma.
  func extended(_ node: SyntaxNode, before next: SyntaxNode?) -> Range<Int> {
    guard let next, !next.isNamed, syntax.isText(next, ",") else { return node.range }
    return node.range.lowerBound..<next.range.upperBound
  }
}
