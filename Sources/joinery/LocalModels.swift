internal import Foundation

/// Where a local embedding model may be.
enum LocalModels {
  /// What the model is called that ‘make model’ brings.
  private static let name = "all-MiniLM-L6-v2"

  /// Where to look, in this order: what `JOINERY_MODEL` names, beside the installed program, among
  /// the user's own data, in the checkout the program was built in.
  static func places(_ environment: [String: String]) -> [String] {
    if let given = environment["JOINERY_MODEL"], !given.isEmpty { return [given] }
    let data =
      environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? environment["HOME"].map { "\($0)/.local/share" }
    let own = data.map { ["\($0)/joinery/models/\(name)"] } ?? []
    guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return own }
    let installed = program.deletingLastPathComponent()
      .appending(path: "../share/joinery/models/\(name)").standardizedFileURL.path
    let checkout = Shipped.templates.map { "\($0)/../.deps/model" }
    return own + [installed] + [checkout].compactMap(\.self)
  }
}
