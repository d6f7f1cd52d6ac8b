internal import Sections
internal import Workspace

extension Workbench {
  /// Puts a section that was taken out back where it was, with another text, and has the library
  /// read the file again. A text that is refused is kept in a file, which the failure names.
  ///
  /// - Parameters:
  ///   - bytes: the new text.
  ///   - token: what ``beginEdit(_:)`` said.
  ///   - isForced: whether the text may be empty, or change the sections around it.
  /// - Throws: ``EditFailure``.
  package func finishEdit(
    _ bytes: [UInt8], of token: SectionText.Token, isForced: Bool = false
  ) async throws -> EditReport {
    let workspace = try workspace()
    return try await workspace.exclusively {
      try await recover(workspace)
      let path = try RelativePath(token.path)
      guard let before = try await workspace.read(path),
        ContentHash(of: before.bytes) == token.hash, token.start <= token.end,
        token.end <= before.bytes.count
      else { throw EditFailure.moved(token.path, kept: try keep(bytes, ofFile: token.path)) }
      let old = await parsers.read(Source(path: token.path, bytes: before.bytes))
      let splice = Splice(bytes, in: old, at: token.start..<token.end)
      guard splice.bytes != before.bytes else {
        return EditReport(path: token.path, isChanged: false)
      }
      let new = await parsers.read(Source(path: token.path, bytes: splice.bytes))
      if !isForced { try check(bytes, splice.disturbed(in: new), of: token) }
      var changes = Changes()
      changes.write(
        FileContent(bytes: splice.bytes, isExecutable: before.isExecutable), to: path,
        in: .workspace, replacing: before)
      for edit in try rereads(below: [token.path]) { changes.put(edit) }
      try await perform(changes, as: "edit", token.path, in: workspace)
      return EditReport(
        path: token.path, isChanged: true,
        sections: SectionComparison(from: old, to: new).changes,
        lines: LineChange.all(from: before.bytes, to: splice.bytes),
        growth: splice.bytes.count - before.bytes.count, warnings: new.outline.warnings)
    }
  }

  private func check(
    _ bytes: [UInt8], _ disturbed: [String], of token: SectionText.Token
  ) throws {
    if bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
      throw EditFailure.empty(token.path, kept: try keep(bytes, ofFile: token.path))
    }
    guard disturbed.isEmpty else {
      throw EditFailure.spreads(
        token.path, sections: disturbed, kept: try keep(bytes, ofFile: token.path))
    }
  }

  /// Writes a text that was refused to a file of its own, and says where that is.
  func keep(_ bytes: [UInt8], ofFile path: String) throws -> String {
    let name = path.split(separator: "/").last ?? ""
    let suffix = name.dropFirst().lastIndex(of: ".").map { name[$0...] } ?? ""
    let folder = try Folder("\(home.state)/edits", making: true)
    let file = try RelativePath("\(ContentHash(of: bytes).short)\(suffix)")
    try folder.write(FileContent(bytes: bytes), to: file)
    return "\(folder.path)/\(file)"
  }
}
