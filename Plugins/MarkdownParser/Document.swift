internal import CMarkGFM
import Sections
import Synchronization

/// The tree that cmark-gfm makes of a text. It has one owner, and is freed when that owner goes.
struct Document: ~Copyable {
  private let root: OpaquePointer

  deinit { cmark_node_free(root) }

  /// cmark-gfm keeps the characters that its extensions react to in one table for all parsers, and
  /// changes it while it reads; two readings at once could spoil each other.
  private static let turn = Mutex<Void>(())

  /// The registration of the extensions, once for the process.
  private static let register: Void = cmark_gfm_core_extensions_ensure_registered()

  /// Reads `text`, of any encoding.
  ///
  /// - Throws: ``ParseFailure/failed(_:)`` where cmark-gfm returns no tree.
  init(of text: ArraySlice<UInt8>, withTables tables: Bool) throws(ParseFailure) {
    let parsed = Document.turn.withLock { _ in Document.parse(text, tables: tables) }
    guard let parsed else { throw .failed("cmark-gfm gave no document") }
    root = parsed
  }

  private static func parse(_ text: ArraySlice<UInt8>, tables: Bool) -> OpaquePointer? {
    _ = register
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return nil }
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "autolink", "tasklist"] where tables || name != "table" {
      cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    text.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    return cmark_parser_finish(parser)
  }

  /// Visits every node in reading order, twice where it may have children. Iterative, so that
  /// depth costs no stack.
  borrowing func walk(_ visit: (Visit, Node) -> Void) {
    guard let iterator = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return }
      visit(event == CMARK_EVENT_ENTER ? .enter : .exit, Node(pointer: node, root: root))
    }
  }

  /// Whether a node begins or has ended.
  enum Visit { case enter, exit }
}

/// A node of a document, good while it is being visited.
struct Node {
  fileprivate let pointer: OpaquePointer
  fileprivate let root: OpaquePointer

  /// What it is.
  var type: cmark_node_type { cmark_node_get_type(pointer) }
  /// Whether it is a block, and not part of a line.
  var isBlock: Bool {
    type.rawValue & UInt32(CMARK_NODE_TYPE_MASK) == UInt32(CMARK_NODE_TYPE_BLOCK)
  }
  /// Whether it stands in the document itself, not in a quote or list.
  var isTopLevel: Bool { cmark_node_parent(pointer) == root }
  /// Its first line, counted from 0. For blocks exact, but for tables.
  var line: Int { Int(cmark_node_get_start_line(pointer)) - 1 }
  /// The byte of its line that it begins at, counted from 0. A good guess.
  var column: Int { Int(cmark_node_get_start_column(pointer)) - 1 }
  /// Its last line, counted from 0. Up to one too many for a code block that nothing closes.
  var lastLine: Int { Int(cmark_node_get_end_line(pointer)) - 1 }
  /// The byte of its last line after its end, counted from 0. A good guess.
  var endColumn: Int { Int(cmark_node_get_end_column(pointer)) }
  /// The level of a heading.
  var level: Int { Int(cmark_node_get_heading_level(pointer)) }
  /// The text of a text, code or HTML node.
  var literal: String { cmark_node_get_literal(pointer).map { String(cString: $0) } ?? "" }
  /// The bytes of ``literal``, for as long as `body` runs.
  func withLiteral(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard let text = cmark_node_get_literal(pointer) else { return }
    var count = 0
    while text[count] != 0 { count += 1 }
    let string = UnsafeBufferPointer(start: text, count: count)
    string.withMemoryRebound(to: UInt8.self, body)
  }
  /// The destination of a link or image, unescaped but percent-encoded as written.
  var destination: String { cmark_node_get_url(pointer).map { String(cString: $0) } ?? "" }
  /// What follows the opening fence of a code block.
  var info: String { cmark_node_get_fence_info(pointer).map { String(cString: $0) } ?? "" }
  /// Whether a code block has fences, and is not merely indented.
  var isFenced: Bool {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    return cmark_node_get_fenced(pointer, &length, &offset, &character) != 0
  }
}
