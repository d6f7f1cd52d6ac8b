import Foundation
import Testing

/// A text that is to stay as it is, kept in a file beside these tests.
///
/// Where a change is meant, renew the files and look at the difference:
///
///     JOINERY_RENEW=1 swift test --filter ScenarioTests
///     git diff Tests/ScenarioTests
enum Snapshot {
  private static let isRenewing = ProcessInfo.processInfo.environment["JOINERY_RENEW"] != nil

  /// Expects `text` to be what the file `name` holds; where snapshots are renewed, writes it there.
  static func expect(_ text: String, in name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: name)
    if isRenewing { try Data(text.utf8).write(to: file) }
    let kept = try String(contentsOf: file, encoding: .utf8)
    let (now, before) = (lines(text), lines(kept))
    let differences = now.difference(from: before).prefix(20).map { change in
      switch change {
      case .insert(let line, let text, _): "\(line + 1) + \(text)"
      case .remove(let line, let text, _): "\(line + 1) - \(text)"
      }
    }
    #expect(differences.isEmpty, "\(name) is not what the program prints")
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
