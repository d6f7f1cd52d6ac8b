internal import ConfigurationParser
internal import JavaScriptParser
internal import MarkdownParser
internal import PythonParser
internal import Sections
internal import ShellParser

extension ParserRegistry {
  /// The parsers this build comes with. Where two claim a file, the earlier has it.
  static let builtIn = ParserRegistry([
    MarkdownParser(), PythonParser(), JavaScriptParser(), TypeScriptParser(), ShellParser(),
    JSONParser(), YAMLParser(), TOMLParser(),
  ])
}
