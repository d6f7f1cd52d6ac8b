internal import Embeddings
internal import Foundation

/// How to ask servers for vectors.
package struct EndpointAccess: Sendable {
  /// The files in which the program is looked for that asks, in this order.
  var programs: [String]
  /// Where the program finds `PATH`, `HOME`, `TMPDIR` and the key; it sees no more.
  var environment: [String: String]

  /// Access by the first of `programs` that is there; none by default.
  package init(programs: [String] = [], environment: [String: String] = [:]) {
    self.programs = programs
    self.environment = environment
  }

  /// The model behind an endpoint.
  ///
  /// - Throws: ``EndpointFailure/notInstalled``.
  func model(_ endpoint: Endpoint) throws(EndpointFailure) -> EndpointModel {
    let program = programs.first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let program else { throw .notInstalled }
    return EndpointModel(endpoint, program: program, environment: environment)
  }
}
