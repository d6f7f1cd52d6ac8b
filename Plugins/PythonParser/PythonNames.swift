import TreeSitter

/// The nodes of Python's grammar that tell which names a statement defines and uses.
enum PythonName: String, CaseIterable {
  case asPatternTarget = "as_pattern_target"
  case assignment
  case attribute
  case augmented = "augmented_assignment"
  case call
  case casePattern = "case_pattern"
  case `class` = "class_definition"
  case defaultParameter = "default_parameter"
  case dictionaryComprehension = "dictionary_comprehension"
  case dictionarySplat = "dictionary_splat_pattern"
  case dottedName = "dotted_name"
  case expressionStatement = "expression_statement"
  case `for` = "for_statement"
  case forIn = "for_in_clause"
  case function = "function_definition"
  case future = "future_import_statement"
  case genericType = "generic_type"
  case generator = "generator_expression"
  case global = "global_statement"
  case identifier
  case importAlias = "aliased_import"
  case importFrom = "import_from_statement"
  case importStatement = "import_statement"
  case keywordArgument = "keyword_argument"
  case lambda
  case listComprehension = "list_comprehension"
  case listSplat = "list_splat_pattern"
  case named = "named_expression"
  case nonlocal = "nonlocal_statement"
  case parameters
  case lambdaParameters = "lambda_parameters"
  case setComprehension = "set_comprehension"
  case string
  case subscriptNode = "subscript"
  case type
  case typeParameter = "type_parameter"
  case typedDefaultParameter = "typed_default_parameter"
  case typedParameter = "typed_parameter"
  case wildcard = "wildcard_import"

  /// Tells them.
  static let vocabulary = Vocabulary<PythonName>(.python)
}
