package import TreeSitter

/// The nodes of the shell's grammar that make sections and references.
package enum ShellNode: String, CaseIterable {
  case command
  case commandSubstitution = "command_substitution"
  case concatenation
  case expansion
  case function = "function_definition"
  case rawString = "raw_string"
  case simpleExpansion = "simple_expansion"
  case string
  case stringContent = "string_content"
  case word

  /// Tells them.
  package static let vocabulary = Vocabulary<ShellNode>(.bash)
}
