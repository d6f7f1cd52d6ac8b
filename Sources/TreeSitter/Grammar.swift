import CTreeSitter
import Sections

/// A language that tree-sitter can parse.
package struct Grammar: Sendable, CustomStringConvertible {
  /// What the language is called: `python`.
  package let name: String
  /// How something new begins in it, by which to go on after an error.
  let margin: Margin
  private let load: @Sendable () -> OpaquePointer?

  package var description: String { name }

  private init(
    _ name: String, margin: Margin = .definitions,
    _ load: @escaping @Sendable () -> OpaquePointer?
  ) {
    self.name = name
    self.margin = margin
    self.load = load
  }

  /// Python 3, and the print statement of Python 2.
  package static let python = Grammar("python") { tree_sitter_python() }
  /// JavaScript with JSX.
  package static let javascript = Grammar("javascript") { tree_sitter_javascript() }
  /// TypeScript.
  package static let typescript = Grammar("typescript") { tree_sitter_typescript() }
  /// TypeScript with JSX, which gives up casts in angle brackets.
  package static let tsx = Grammar("tsx") { tree_sitter_tsx() }
  /// Bash, and with it most of POSIX sh, ksh and zsh.
  package static let bash = Grammar("bash") { tree_sitter_bash() }
  /// JSON with comments.
  package static let json = Grammar("json") { tree_sitter_json() }
  /// YAML 1.2, in which every plain scalar is a string.
  package static let yaml = Grammar("yaml", margin: .keys) { tree_sitter_yaml() }
  /// TOML 1.0.
  package static let toml = Grammar("toml") { tree_sitter_toml() }

  /// The C library's description of the language.
  ///
  /// - Throws: ``ParseFailure/failed(_:)`` where it was made for another version of the runtime.
  func language() throws(ParseFailure) -> OpaquePointer {
    guard let language = load() else { throw .failed("the grammar \(name) is not linked") }
    let version = ts_language_version(language)
    let known =
      UInt32(TREE_SITTER_MIN_COMPATIBLE_LANGUAGE_VERSION)...UInt32(TREE_SITTER_LANGUAGE_VERSION)
    guard known.contains(version) else {
      throw .failed("the grammar \(name) has version \(version), outside \(known)")
    }
    return language
  }

  /// The names of the language's named nodes, by symbol; empty for symbols that are no such node.
  var nodeNames: [String] {
    guard let language = load() else { return [] }
    return (0..<ts_language_symbol_count(language)).map { index in
      let symbol = TSSymbol(index)
      guard ts_language_symbol_type(language, symbol) == TSSymbolTypeRegular else { return "" }
      return ts_language_symbol_name(language, symbol).map { String(cString: $0) } ?? ""
    }
  }
}
