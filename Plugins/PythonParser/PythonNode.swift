package import TreeSitter

/// The nodes of Python's grammar that make sections and references.
package enum PythonNode: String, CaseIterable {
  case attribute
  case call
  case `class` = "class_definition"
  case decorated = "decorated_definition"
  case dottedName = "dotted_name"
  case function = "function_definition"
  case identifier
  case `if` = "if_statement"
  case importAlias = "aliased_import"
  case importFrom = "import_from_statement"
  case importStatement = "import_statement"
  case relativeImport = "relative_import"

  /// Tells them.
  package static let vocabulary = Vocabulary<PythonNode>(.python)
}
