internal import Foundation

/// One line between two programs that speak JSON-RPC 2.0.
package enum Message: Sendable, Equatable {
  /// Asks for something to be done, and for an answer under the same id.
  case request(id: MessageID, method: String, params: JSON?)
  /// Says something that needs no answer.
  case notification(method: String, params: JSON?)
  /// The answer to a request that went well.
  case response(id: MessageID, result: JSON)
  /// The answer to a request that did not. No id: the request could not even be read.
  case failure(id: MessageID?, error: RemoteError)
}

/// What ties an answer to its request.
package enum MessageID: Sendable, Hashable {
  case number(Int)
  case text(String)
}

/// Why a request was not fulfilled, in the words of the side that was asked.
package struct RemoteError: Error, Equatable {
  /// What kind of failure it is; JSON-RPC reserves -32768 to -32000.
  package var code: Int
  /// What is wrong, in a sentence.
  package var message: String
  /// Anything more, as that side likes.
  package var data: JSON?

  /// An error.
  package init(code: Int, message: String, data: JSON? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// The line is not JSON.
  package static func notJSON(_ reason: String) -> RemoteError {
    RemoteError(code: -32700, message: reason)
  }
  /// The line is JSON, but no message.
  package static func notAMessage(_ reason: String) -> RemoteError {
    RemoteError(code: -32600, message: reason)
  }
  /// Nobody here knows that method.
  package static func unknownMethod(_ name: String) -> RemoteError {
    RemoteError(code: -32601, message: "there is no method “\(name)”")
  }
  /// The method is known, but takes other parameters.
  package static func badParameters(_ reason: String) -> RemoteError {
    RemoteError(code: -32602, message: reason)
  }
}

extension Message {
  /// Reads one line, without its line break.
  ///
  /// - Throws: the error to answer with: not JSON, or not a message.
  package init(line: [UInt8]) throws(RemoteError) {
    guard !Message.nestsTooDeeply(line) else { throw .notAMessage("the line nests too deeply") }
    let fields: JSON
    do {
      fields = try JSONDecoder().decode(JSON.self, from: Data(line))
    } catch {
      throw .notJSON("the line is not JSON: \(Message.excerpt(line))")
    }
    try self.init(fields)
  }

  /// Reads a message from its fields.
  ///
  /// - Throws: the error to answer with, where this is not a message.
  init(_ fields: JSON) throws(RemoteError) {
    guard case .object = fields else { throw .notAMessage("a message is an object") }
    let id = try Message.id(fields["id"])
    if let method = fields["method"]?.string {
      let params = fields["params"]
      self =
        id.map { .request(id: $0, method: method, params: params) }
        ?? .notification(method: method, params: params)
    } else if let error = fields["error"], error != .null {
      guard let code = error["code"]?.integer, let message = error["message"]?.string else {
        throw .notAMessage("an error needs a code and a message")
      }
      self = .failure(
        id: id, error: RemoteError(code: code, message: message, data: error["data"]))
    } else if let id, let result = fields["result"] {
      self = .response(id: id, result: result)
    } else {
      throw .notAMessage("a message has a method, or an id with a result or an error")
    }
  }

  private static func id(_ field: JSON?) throws(RemoteError) -> MessageID? {
    switch field {
    case nil, .null: nil
    case .integer(let number): .number(number)
    case .string(let text): .text(text)
    default: throw .notAMessage("an id is a whole number or a string")
    }
  }

  /// Whether a line nests more deeply than any message does: reading it would take time out of all
  /// proportion to its length.
  fileprivate static func nestsTooDeeply(_ line: [UInt8]) -> Bool {
    var (depth, isText, isEscaped) = (0, false, false)
    for byte in line {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\"") {
        isText.toggle()
      } else if isText {
        isEscaped = byte == UInt8(ascii: "\\")
      } else if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
        depth += 1
        if depth > 100 { return true }
      } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
        depth -= 1
      }
    }
    return false
  }

  private static func excerpt(_ line: [UInt8]) -> String {
    let text = String(decoding: line.prefix(60), as: UTF8.self)
    return line.count > 60 ? "“\(text)…”" : "“\(text)”"
  }

  /// The message as one line, with its line break. Its keys are in alphabetical order.
  package var line: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return Array(try encoder.encode(JSON.object(fields))) + [0x0A]
    }
  }

  private var fields: [String: JSON] {
    var fields: [String: JSON] = ["jsonrpc": "2.0"]
    switch self {
    case .request(let id, let method, let params):
      fields["id"] = id.json
      fields["method"] = .string(method)
      fields["params"] = params
    case .notification(let method, let params):
      fields["method"] = .string(method)
      fields["params"] = params
    case .response(let id, let result):
      fields["id"] = id.json
      fields["result"] = result
    case .failure(let id, let error):
      fields["id"] = id?.json ?? .null
      fields["error"] = error.json
    }
    return fields
  }
}

extension MessageID {
  /// The id in a line that is no message otherwise; nil where it has none that can be read.
  package init?(line: [UInt8]) {
    guard !Message.nestsTooDeeply(line),
      let fields = try? JSONDecoder().decode(JSON.self, from: Data(line))
    else { return nil }
    self.init(fields["id"])
  }

  /// The id that a value is; nil where it is neither a whole number nor a text.
  package init?(_ value: JSON?) {
    switch value {
    case .integer(let number): self = .number(number)
    case .string(let text): self = .text(text)
    default: return nil
    }
  }

  /// As JSON has it.
  package var json: JSON {
    switch self {
    case .number(let number): .integer(number)
    case .text(let text): .string(text)
    }
  }
}

extension RemoteError {
  fileprivate var json: JSON {
    var fields: [String: JSON] = ["code": .integer(code), "message": .string(message)]
    fields["data"] = data
    return .object(fields)
  }
}
