internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// A section of a file of the workspace, as the file is now.
struct CopyPlace {
  /// What stands before its `#`: the file, below the workspace.
  let path: String
  /// What is in the file.
  let content: FileContent
  /// The same, read.
  let reading: Reading
  /// The section.
  let cut: Cut
  /// Its text, without blank lines at its ends.
  let range: Range<Int>

  /// Its address below the workspace.
  var name: String { "\(path)#\(cut.fragment)" }
  /// The bytes of its text.
  var text: ArraySlice<UInt8> { content.bytes[range] }

  /// The level at which composing would have put `part` here so that it is this text; `.some(nil)`
  /// where it is this text as it is. Nil where it is another text.
  func level(of part: Part) -> Int?? {
    for level in [nil, cut.level ?? 2] {
      if let copy = part.copied(into: path, level: level), copy.bytes.elementsEqual(text) {
        return .some(level)
      }
    }
    return nil
  }
}

extension Workbench {
  /// The section of a file of the workspace that `name` stands for: `FILE#ANCHOR`, or any address
  /// of it where the library has the file.
  ///
  /// - Throws: ``EditFailure/notThere(_:path:)``, ``BlameFailure/notThere(_:)``, ``AddressFailure``.
  func copyPlace(_ name: String, in workspace: Workspace) async throws -> CopyPlace {
    var address = try Address(name)
    if address.anchor == nil, case .section(let section)? = try? graph.resolve(address),
      let path = try workspacePath(section.path)
    {
      address = try Address("\(path)#\(section.cut.fragment)")
    }
    guard let anchor = address.anchor else { throw AddressFailure.notASection(name) }
    let path = try await workspaceFile(address.path, in: workspace)
    guard let content = try await workspace.read(RelativePath(path)) else {
      throw BlameFailure.notThere(name)
    }
    let reading = await parsers.read(Source(path: path, bytes: content.bytes))
    guard
      let cut = reading.cuts.first(where: { $0.anchor == anchor && $0.ordinal == address.ordinal })
    else { throw EditFailure.notThere(name, path: path) }
    let range = content.bytes.text(in: cut.range)
    guard !range.isEmpty else { throw LinkFailure.blank(name) }
    return CopyPlace(path: path, content: content, reading: reading, cut: cut, range: range)
  }

  /// Whether `name` is that of a section rather than of a recipe, file or component.
  func namesSection(_ name: String) async throws -> Bool {
    if (try? RelativePath(RecipePath.path(name))) != nil, try await recipeBytes(name) != nil {
      return false
    }
    let address = try Address(name)
    if address.anchor != nil { return true }
    guard address.ids != nil, case .section(let section)? = try? graph.resolve(address) else {
      return false
    }
    return try workspacePath(section.path) != nil
  }
}
