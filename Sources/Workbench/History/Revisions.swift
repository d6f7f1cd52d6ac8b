internal import Foundation
internal import Git
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// Whether what was given to ‘show’ is a commit of the workspace rather than an address.
  ///
  /// - Throws: ``NameFailure/addressAndRevision(_:)`` where it is both.
  package func isRevision(_ text: String) async throws -> Bool {
    // Asking must not make a workspace, and an anchor is in no commit's name.
    guard !text.unicodeScalars.contains("#"),
      FileManager.default.fileExists(atPath: "\(home.workspace)/.git"),
      try await workspace().commit(named: text) != nil
    else { return false }
    do {
      _ = try graph.resolve(try Address(text))
    } catch AddressFailure.unknown {
      return true
    } catch AddressFailure.ambiguous {
      throw NameFailure.addressAndRevision(text)
    }
    throw NameFailure.addressAndRevision(text)
  }
}
