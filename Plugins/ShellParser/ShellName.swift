import TreeSitter

/// The nodes that tell which functions and variables a statement of a script defines and uses.
enum ShellName: String, CaseIterable {
  case assignment = "variable_assignment"
  case command
  case declaration = "declaration_command"
  case `for` = "for_statement"
  case function = "function_definition"
  case subscriptNode = "subscript"
  case variableName = "variable_name"
  case word

  /// Tells them.
  static let vocabulary = Vocabulary<ShellName>(.bash)
}
