import TreeSitter

/// The nodes that tell which functions and variables a statement of a script defines and uses.
enum ShellName: String, CaseIterable {
  case arithmetic = "arithmetic_expansion"
  case assignment = "variable_assignment"
  case binary = "binary_expression"
  case command
  case commandName = "command_name"
  case cStyleFor = "c_style_for_statement"
  case declaration = "declaration_command"
  case `for` = "for_statement"
  case function = "function_definition"
  case heredocBody = "heredoc_body"
  case pipeline
  case postfix = "postfix_expression"
  case rawString = "raw_string"
  case string
  case subscriptNode = "subscript"
  case test = "test_command"
  case unary = "unary_expression"
  case unset = "unset_command"
  case variableName = "variable_name"
  case word

  /// Tells them.
  static let vocabulary = Vocabulary<ShellName>(.bash)
}
