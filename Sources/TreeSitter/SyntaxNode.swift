import CTreeSitter

/// A syntax tree of the C library, freed with its last node.
final class SyntaxTree {
  private let tree: OpaquePointer

  /// Takes over `tree`.
  init(owning tree: OpaquePointer) { self.tree = tree }

  deinit { ts_tree_delete(tree) }

  /// The node that holds all others.
  var root: SyntaxNode { SyntaxNode(ts_tree_root_node(tree), of: self) }
}

/// A node of a syntax tree: a statement, an expression, a token.
package struct SyntaxNode {
  let raw: TSNode
  let tree: SyntaxTree

  init(_ raw: TSNode, of tree: SyntaxTree) {
    self.raw = raw
    self.tree = tree
  }

  private init?(unlessNull raw: TSNode, of tree: SyntaxTree) {
    guard !ts_node_is_null(raw) else { return nil }
    self.init(raw, of: tree)
  }

  /// Its bytes: offsets into the source.
  package var range: Range<Int> { Int(ts_node_start_byte(raw))..<Int(ts_node_end_byte(raw)) }
  /// The number the grammar gives to its kind. ``Vocabulary`` makes cases of it.
  package var symbol: UInt16 { ts_node_symbol(raw) }
  /// The grammar's name for its kind, made anew at every call: for messages and tests.
  package var kind: String { String(cString: ts_node_type(raw)) }
  /// Whether the grammar names it; false for keywords, operators and brackets.
  package var isNamed: Bool { ts_node_is_named(raw) }
  /// Whether it is text that the grammar could not fit in.
  package var isError: Bool { ts_node_is_error(raw) }
  /// Whether the parser made it up, with no bytes, to go on.
  package var isMissing: Bool { ts_node_is_missing(raw) }
  /// Whether an error or a missing node is somewhere in it.
  package var hasError: Bool { ts_node_has_error(raw) }
  /// Whether nothing is inside it.
  package var isLeaf: Bool { ts_node_child_count(raw) == 0 }

  /// Its first child in the grammar's field `name`, or nil.
  package func child(_ name: StaticString) -> SyntaxNode? {
    let length = UInt32(name.utf8CodeUnitCount)
    let found = name.withUTF8Buffer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        ts_node_child_by_field_name(raw, $0.baseAddress, length)
      }
    }
    return SyntaxNode(unlessNull: found, of: tree)
  }

  /// Its first named child, or nil.
  package var firstNamedChild: SyntaxNode? {
    SyntaxNode(unlessNull: ts_node_named_child(raw, 0), of: tree)
  }

  /// Its children in order, tokens included. Linear in their number.
  package var children: [SyntaxNode] {
    var children: [SyntaxNode] = []
    var cursor = SyntaxCursor(at: self)
    guard cursor.enter() else { return [] }
    repeat { children.append(cursor.node) } while cursor.next()
    return children
  }

  /// Its named children in order: no keywords and brackets. Linear in the number of children.
  package var namedChildren: [SyntaxNode] { children.filter(\.isNamed) }

  /// Visits this node and everything in it, outer nodes first, in reading order.
  ///
  /// However deep the tree is, the stack is not.
  ///
  /// - Parameter visit: Says whether to visit what is inside the node.
  package func walk(_ visit: (SyntaxNode) -> Bool) {
    var cursor = SyntaxCursor(at: self)
    var depth = 0
    while true {
      if visit(cursor.node), cursor.enter() {
        depth += 1
        continue
      }
      while depth == 0 || !cursor.next() {
        guard depth > 0, cursor.leave() else { return }
        depth -= 1
      }
    }
  }
}

/// A place in a syntax tree that can move to the nodes beside it, each move in constant time.
struct SyntaxCursor: ~Copyable {
  private var cursor: TSTreeCursor
  private let tree: SyntaxTree

  /// A cursor that stays in `node`.
  init(at node: SyntaxNode) {
    cursor = ts_tree_cursor_new(node.raw)
    tree = node.tree
  }

  deinit {
    var cursor = cursor
    ts_tree_cursor_delete(&cursor)
  }

  /// The node it is at.
  var node: SyntaxNode {
    var cursor = cursor
    return SyntaxNode(ts_tree_cursor_current_node(&cursor), of: tree)
  }

  /// Moves to the first child, and says whether there was one.
  mutating func enter() -> Bool { ts_tree_cursor_goto_first_child(&cursor) }
  /// Moves to the next sibling, and says whether there was one.
  mutating func next() -> Bool { ts_tree_cursor_goto_next_sibling(&cursor) }
  /// Moves to the parent, and says whether there was one.
  mutating func leave() -> Bool { ts_tree_cursor_goto_parent(&cursor) }
}
