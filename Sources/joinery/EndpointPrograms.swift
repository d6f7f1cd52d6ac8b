internal import Foundation

/// Where the program may be that asks servers for vectors.
enum EndpointPrograms {
  private static let name = "joinery-embeddings-http"

  /// Where to look, in this order: beside this program, in the checkout it was built in, and in
  /// the folders of `PATH`.
  static func places(_ environment: [String: String]) -> [String] {
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath()
    let beside = program.map { $0.deletingLastPathComponent().appending(path: name).path }
    let checkout = Shipped.templates.map { "\($0)/../.build/http/release/\(name)" }
    let folders = (environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
    return [beside, checkout].compactMap(\.self) + folders.map { "\($0)/\(name)" }
  }
}
