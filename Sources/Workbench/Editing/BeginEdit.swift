internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// Takes a section out to be edited.
  ///
  /// - Parameter address: a section of the workspace; or one of the library, whose component is
  ///   checked out first where the workspace has not got it.
  /// - Throws: ``AddressFailure``, ``EditFailure``.
  package func beginEdit(_ address: String) async throws -> SectionText {
    let workspace = try workspace()
    if let found = try await onDisk(address, in: workspace) { return found }
    guard
      case .section(let section) = try graph.resolve(
        try narrowed(address, toWorkspace: true))
    else { throw AddressFailure.notASection(address) }
    guard section.isCurrent else { throw EditFailure.past(address) }
    if let path = try workspacePath(section.path) {
      return try await copy(of: section, at: try RelativePath(path), in: workspace)
    }
    let places = try await lock(of: workspace).checkouts.mapValues(\.source)
    let path = try wanted(section, address, places).path
    var checkedOut: [String] = []
    if try await workspace.read(path) == nil {
      let component = try graph.document(at: section.path)?.component
      let request = CheckoutRequest([component ?? section.path])
      checkedOut = try await checkout(request).written
    }
    var text = try await copy(of: section, at: path, in: workspace)
    text.checkedOut = checkedOut
    return text
  }

  /// The section that an address names by a path below the workspace, as it is on disk.
  private func onDisk(_ text: String, in workspace: Workspace) async throws -> SectionText? {
    let address = try Address(text)
    let root = try workspaceRoot() ?? "workspace"
    let below =
      address.path.hasPrefix("\(root)/") ? String(address.path.dropFirst(root.count + 1)) : nil
    guard let anchor = address.anchor, address.pin == nil,
      let path = try? RelativePath(below ?? address.path),
      let content = try await workspace.read(path)
    else { return nil }
    let reading = await parsers.read(Source(path: path.text, bytes: content.bytes))
    guard
      let cut = reading.cuts.first(where: { $0.anchor == anchor && $0.ordinal == address.ordinal })
    else { throw EditFailure.notThere(text, path: path.text) }
    return SectionText(cut, of: reading)
  }

  /// The section of a workspace's file that is, or was checked out as, a section of the library.
  private func copy(
    of section: StoredSection, at path: RelativePath, in workspace: Workspace
  ) async throws -> SectionText {
    guard let content = try await workspace.read(path),
      let document = try graph.document(at: section.path)
    else { throw EditFailure.notThere(section.address, path: path.text) }
    let reading = await parsers.read(Source(path: path.text, bytes: content.bytes))
    let matches = Alignment(
      from: try graph.outline(of: document).map(\.cut), of: try graph.bytes(of: document),
      to: reading.cuts, of: content.bytes
    ).matches
    guard let place = matches.firstIndex(of: section.position) else {
      throw EditFailure.notThere(section.address, path: path.text)
    }
    return SectionText(reading.cuts[place], of: reading)
  }
}

extension SectionText {
  fileprivate init(_ cut: Cut, of reading: Reading) {
    let source = reading.source
    let name = source.path.split(separator: "/").last ?? ""
    let suffix = name.dropFirst().lastIndex(of: ".").map { name[$0...] } ?? ""
    let stem = Anchor.slug(cut.title).prefix(60)
    self.init(
      address: "\(source.path)#\(cut.fragment)", bytes: Array(source.bytes[cut.range]),
      fileName: "\(stem.isEmpty ? "section" : stem)\(suffix)",
      token: Token(
        path: source.path, hash: ContentHash(of: source.bytes), start: cut.range.lowerBound,
        end: cut.range.upperBound),
      checkedOut: [])
  }
}
