internal import JSONRPC
internal import Sections

/// Why an endpoint gave no vectors.
package enum EndpointFailure: Explained, Equatable {
  /// The program that asks endpoints is in none of the places where it may be.
  case notInstalled
  /// The program says what is wrong, and what to do.
  case refused(problem: String, hint: String?)
  /// The program does not do what it should.
  case program(reason: String)
  /// It took too long, in seconds.
  case timedOut(seconds: Int)
  /// Its vectors have another dimension than those before.
  case dimension(model: String, known: Int, sent: Int)

  init(_ failure: CallFailure, within time: Duration) {
    switch failure {
    case .timedOut: self = .timedOut(seconds: Int(time.components.seconds))
    case .refused(let error):
      self = .refused(problem: error.message, hint: error.data?["hint"]?.string)
    case .ended(let words):
      self = .program(reason: words.isEmpty ? "it ended without an answer" : words)
    case .tooMuch(let limit): self = .program(reason: "it sent more than \(limit) bytes")
    case .garbled(let reason): self = .program(reason: reason)
    case .system(let code): self = .program(reason: "the system refused: error \(code)")
    }
  }

  package var problem: String {
    switch self {
    case .notInstalled: "\(EndpointProgram.name), which asks endpoints for vectors, is not there"
    case .refused(let problem, _): problem
    case .program(let reason): "\(EndpointProgram.name) does not work: \(reason)"
    case .timedOut(let seconds): "the endpoint for vectors did not answer within \(seconds) s"
    case .dimension(let model, let known, let sent):
      "“\(model)” gave a vector of \(sent) numbers, and before of \(known)"
    }
  }

  package var hint: String? {
    switch self {
    case .notInstalled:
      """
      ‘make http install’ brings it, in Joinery's checkout; or set “provider: local” in \
      .joinery/config.yaml.
      """
    case .refused(_, let hint): hint
    case .program: "‘make http install’ brings it anew."
    case .timedOut: "See that the server runs; then ‘joinery embed’ goes on where it was."
    case .dimension: "Where the server has another model now, ‘joinery embed --again’ begins anew."
    }
  }
}
