internal import Foundation
package import Sections

/// What was trusted: the manifest and the program files that it names, each by its hash.
///
/// Files are every argument of the command that names a regular file, seen from the manifest's
/// folder. A program that is looked up on the `PATH`, and what a program loads in turn, is not
/// covered: trusting `python3 parser.py` trusts the machine's Python, and these bytes of `parser.py`.
package struct Fingerprint: Sendable, Equatable, Codable {
  /// Hashes by absolute path.
  package let files: [String: ContentHash]

  /// What `manifest` names now.
  init(of manifest: Manifest) {
    var files = [manifest.path: manifest.hash]
    for (index, argument) in manifest.command.enumerated() {
      if index == 0, !argument.contains("/") { continue }
      let path = URL(
        fileURLWithPath: argument, relativeTo: URL(fileURLWithPath: manifest.folder + "/")
      )
      .standardizedFileURL.path
      let values = try? URL(fileURLWithPath: path).resolvingSymlinksInPath()
        .resourceValues(forKeys: [.isRegularFileKey])
      guard values?.isRegularFile == true else { continue }
      // A file that cannot be read has a hash that no file has: it is never as it was trusted.
      let bytes = FileManager.default.contents(atPath: path)
      files[path] = ContentHash(of: bytes ?? Data(UUID().uuidString.utf8))
    }
    self.files = files
  }

  /// The paths that are not as they were in `other`, in order.
  func changes(since other: Fingerprint) -> [String] {
    Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }.sorted()
  }
}
