import ConfigurationParser
import JavaScriptParser
import MarkdownParser
import PythonParser
import Sections
import Workspace

/// Reads a version of a file as the command line would.
func reading(_ text: String, _ path: String = "a.md") async -> Reading {
  await reading(Array(text.utf8), path)
}

/// Reads a version of a file as the command line would.
func reading(_ bytes: [UInt8], _ path: String = "a.md") async -> Reading {
  let parsers = ParserRegistry([
    MarkdownParser(), PythonParser(), JavaScriptParser(), JSONParser(), YAMLParser(),
  ])
  return await parsers.read(Source(path: path, bytes: bytes))
}

/// Merges three versions of a file.
func merge(
  _ base: String, _ ours: String, _ theirs: String, _ path: String = "a.md"
) async throws -> SectionMerge {
  try SectionMerge(
    base: await reading(base, path), ours: await reading(ours, path),
    theirs: await reading(theirs, path))
}

extension SectionMerge {
  /// The merged file as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
