import Composition
import JavaScriptParser
import PythonParser
import Sections
import ShellParser

/// A file of code as composing needs it.
struct Code {
  let file: CodeFile
  let cuts: [Cut]
  let source: Source

  /// Reads `source`; nil where it is in no language that has statements.
  ///
  /// - Parameter modules: the files that its imports name.
  init?(_ source: Source, modules: [String: String] = [:]) throws {
    let parsers: [any StatementParser] = [
      PythonParser(), JavaScriptParser(), TypeScriptParser(), ShellParser(),
    ]
    let registry = ParserRegistry(parsers)
    guard let parser = registry.parser(for: source) else { return nil }
    self.source = source
    switch parser {
    case let parser as PythonParser:
      cuts = try parser.outline(of: source).cuts(of: source)
      file = Self.file(source, try parser.statements(of: source), parser.builtIns, cuts, modules)
    case let parser as JavaScriptParser:
      cuts = try parser.outline(of: source).cuts(of: source)
      file = Self.file(source, try parser.statements(of: source), parser.builtIns, cuts, modules)
    case let parser as TypeScriptParser:
      cuts = try parser.outline(of: source).cuts(of: source)
      file = Self.file(source, try parser.statements(of: source), parser.builtIns, cuts, modules)
    case let parser as ShellParser:
      cuts = try parser.outline(of: source).cuts(of: source)
      file = Self.file(source, try parser.statements(of: source), parser.builtIns, cuts, modules)
    default: return nil
    }
  }

  private static func file(
    _ source: Source, _ statements: [Statement], _ builtIns: Set<String>, _ cuts: [Cut],
    _ modules: [String: String]
  ) -> CodeFile {
    CodeFile(
      path: source.path, bytes: source.bytes, statements: statements, builtIns: builtIns,
      sections: cuts.filter { $0.parent == nil }.map {
        CodeFile.Section(
          range: $0.range, id: SectionID(path: source.path, fragment: $0.fragment), hash: $0.hash,
          fragment: $0.fragment)
      }, modules: modules)
  }

  /// The section of that fragment.
  func part(_ fragment: String) throws -> Part? {
    guard let index = cuts.firstIndex(where: { $0.fragment == fragment }) else { return nil }
    return try part(at: index)
  }

  /// The section at `index`.
  func part(at index: Int) throws -> Part {
    Part(
      address: try Address("\(source.path)#\(cuts[index].fragment)"),
      id: SectionID(path: source.path, fragment: cuts[index].fragment), source: source, cuts: cuts,
      index: index, file: file)
  }
}

extension Given {
  /// The script that is made of `parts`.
  static func script(_ parts: [Part], shebang: Bool = false) throws -> Composed.File? {
    let template = try Given.template(
      text: "{{body}}\n",
      slot: """
          - name: scripts
            help: scripts
            lands: script
            path: made{{suffix}}
            \(shebang ? "shebang: \"#!/usr/bin/env {{interpreter}}\"" : "")
        """)
    var recipe = Recipe(template: template.name)
    recipe.slots["scripts"] = parts.map { Recipe.Entry($0.address) }
    let composed = try Composer.compose(template, recipe, parts: parts)
    return composed.files.first { $0.path.contains("made") }
  }
}
