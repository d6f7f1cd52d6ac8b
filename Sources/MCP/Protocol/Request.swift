internal import JSONRPC

/// Something that a client asks for.
struct Request: Sendable {
  /// What ties the answer to it.
  let id: MessageID
  /// What is asked for.
  let method: String
  /// Its parameters. Empty where there are none.
  let params: [String: JSON]
  /// The revision of the protocol that it is of.
  let revision: Revision

  /// The token under which the client wants to hear of progress; nil where it does not.
  var progressToken: JSON? {
    switch params["_meta"]?["progressToken"] {
    case .integer(let number): .integer(number)
    case .string(let text): .string(text)
    default: nil
    }
  }

  /// A parameter that must be there, and text.
  ///
  /// - Throws: the error to answer with.
  func text(_ name: String) throws(RemoteError) -> String {
    guard let text = params[name]?.string else {
      throw .badParameters("“\(method)” needs “\(name)”, a text")
    }
    return text
  }
}

extension RemoteError {
  /// Something that cannot be done now.
  static func notNow(_ reason: String) -> RemoteError {
    RemoteError(code: -32600, message: reason)
  }
}
