import TreeSitter

/// The nodes that make sections and references in JavaScript, TypeScript and TSX. Not every
/// grammar has all of them.
enum ScriptNode: String, CaseIterable {
  case abstractClass = "abstract_class_declaration"
  case abstractMethodSignature = "abstract_method_signature"
  case ambient = "ambient_declaration"
  case arrowFunction = "arrow_function"
  case asExpression = "as_expression"
  case assignment = "assignment_expression"
  case call = "call_expression"
  case classBody = "class_body"
  case classDeclaration = "class_declaration"
  case classExpression = "class"
  case decorator
  case `enum` = "enum_declaration"
  case exportStatement = "export_statement"
  case expressionStatement = "expression_statement"
  case fieldDefinition = "field_definition"
  case functionDeclaration = "function_declaration"
  case functionExpression = "function_expression"
  case functionSignature = "function_signature"
  case generatorDeclaration = "generator_function_declaration"
  case generatorExpression = "generator_function"
  case identifier
  case importKeyword = "import"
  case importRequire = "import_require_clause"
  case importSpecifier = "import_specifier"
  case importStatement = "import_statement"
  case interface = "interface_declaration"
  case internalModule = "internal_module"
  case jsxOpening = "jsx_opening_element"
  case jsxSelfClosing = "jsx_self_closing_element"
  case lexicalDeclaration = "lexical_declaration"
  case memberExpression = "member_expression"
  case methodDefinition = "method_definition"
  case methodSignature = "method_signature"
  case module
  case new = "new_expression"
  case nonNull = "non_null_expression"
  case object
  case pair
  case parenthesized = "parenthesized_expression"
  case publicField = "public_field_definition"
  case satisfies = "satisfies_expression"
  case string
  case this
  case typeAlias = "type_alias_declaration"
  case variableDeclaration = "variable_declaration"
  case variableDeclarator = "variable_declarator"
}

/// One of the three grammars, and what it tells.
struct Script: Sendable {
  /// The grammar.
  let grammar: Grammar
  /// Its nodes.
  let vocabulary: Vocabulary<ScriptNode>
  /// Its nodes, as far as names go.
  let names: Vocabulary<ScriptName>
  /// Its tokens.
  let tokens: TokenTable

  private init(_ grammar: Grammar) {
    self.grammar = grammar
    vocabulary = Vocabulary(grammar)
    names = Vocabulary(grammar)
    tokens = TokenTable(
      grammar,
      identifiers: [
        "identifier", "property_identifier", "private_property_identifier",
        "shorthand_property_identifier", "shorthand_property_identifier_pattern",
        "statement_identifier", "type_identifier",
      ],
      literals: [
        "string", "template_string", "number", "regex", "true", "false", "null", "undefined",
        "jsx_text",
      ])
  }

  /// JavaScript with JSX.
  static let javaScript = Script(.javascript)
  /// TypeScript.
  static let typeScript = Script(.typescript)
  /// TypeScript with JSX.
  static let tsx = Script(.tsx)
}
