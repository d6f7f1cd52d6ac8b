internal import Foundation
internal import Workspace

/// The entry by which a client starts the server.
struct ServerEntry {
  /// The name that it has there.
  static let name = "joinery"

  let client: AgentClient
  /// The program, by its whole path.
  let program: String
  /// Its arguments.
  let arguments: [String]

  /// The entry as a file of its own.
  var bytes: [UInt8] {
    get throws {
      switch client.form {
      case .json(let key): try JSONKeys.set(Array(object(under: key)), in: [])
      case .toml: Array(try TOMLServerTable(self).text(newline: "\n").utf8)
      }
    }
  }

  /// The entry as a JSON object under that key.
  func object(under key: String) throws -> Data {
    var fields: [String: Any] = ["command": program, "args": arguments]
    for (name, values) in client.additions {
      fields[name] = name == "tools" ? values : values[0]
    }
    return try JSONSerialization.data(
      withJSONObject: [key: [Self.name: fields]], options: [.sortedKeys, .withoutEscapingSlashes])
  }
}
