internal import Composition
internal import Graph
internal import Sections

extension Workbench {
  /// `parts` with the files that they import, and those that these import in turn.
  func withModules(_ parts: [Part]) async throws -> [Part] {
    var known: [PathKey: CodeFile] = [:]
    var result = parts
    for index in result.indices where !result[index].isMarkdown {
      let part = result[index]
      let isWhole = part.file == nil
      let own = isWhole ? try await module(at: part.path, &known) : part.file
      guard let file = own else { continue }
      var seen: Set<PathKey> = [PathKey(file.path)]
      var open = [file]
      var modules = isWhole ? [file] : []
      while let next = open.popLast() {
        for path in Set(next.modules.values).sorted() where seen.insert(PathKey(path)).inserted {
          guard let found = try await module(at: path, &known) else { continue }
          modules.append(found)
          open.append(found)
        }
      }
      result[index].modules = modules
    }
    return result
  }

  /// The file of the library at `path`, whatever it is. Read once.
  private func module(
    at path: String, _ known: inout [PathKey: CodeFile]
  ) async throws -> CodeFile? {
    if let file = known[PathKey(path)] { return file }
    guard let document = try graph.document(at: path) else { return nil }
    let reading = await parsers.read(Source(path: path, bytes: try graph.bytes(of: document)))
    var file =
      try await codeFile(of: reading)
      ?? CodeFile(
        path: path, bytes: reading.source.bytes, statements: [], builtIns: [], sections: [])
    file.isExecutable = document.stat.isExecutable
    known[PathKey(path)] = file
    return file
  }
}
