internal import Graph
internal import Sections

extension Workbench {
  /// The name that the library gives to the workspace; nil where it never read it.
  func workspaceRoot() throws -> String? {
    try graph.roots().first { $0.location == home.workspace }?.name
  }

  /// The path below the workspace of a file of the library; nil where it is another folder's.
  func workspacePath(_ path: String) throws -> String? {
    guard let root = try workspaceRoot(), path.hasPrefix("\(root)/") else { return nil }
    return String(path.dropFirst(root.count + 1))
  }

  /// An address that names one thing. Where `text` could be several, it is taken for the one that
  /// is in the workspace, or the one that is not.
  ///
  /// - Throws: ``AddressFailure`` where that does not decide it either.
  func narrowed(_ text: String, toWorkspace isInside: Bool) throws -> Address {
    let address = try Address(text)
    do {
      _ = try graph.resolve(address)
    } catch AddressFailure.ambiguous(_, let candidates) {
      let root = try workspaceRoot().map { "\($0)/" } ?? ""
      // A candidate that is a section begins with its id.
      let fitting = candidates.filter { candidate in
        let path = candidate.split(separator: " ", maxSplits: 1).last ?? ""
        return (!root.isEmpty && path.hasPrefix(root)) == isInside
      }
      guard fitting.count == 1, let found = fitting[0].split(separator: " ").first else {
        throw AddressFailure.ambiguous(text, candidates: candidates)
      }
      let isSection = fitting[0].contains(" ") && address.anchor != nil
      return try Address(
        (isSection ? String(found) : fitting[0]) + (address.pin.map { "@\($0)" } ?? ""))
    } catch AddressFailure.unknown {
      // It may still be a folder, or a file that the library has not read.
    }
    return address
  }
}
