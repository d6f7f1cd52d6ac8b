internal import JSONRPC

/// What a resource holds.
struct ResourceContents {
  /// The URI that was asked for.
  let uri: String
  /// The name of the file that the bytes are from.
  let file: String
  /// The bytes.
  let bytes: [UInt8]

  /// Text where it is text, else base64.
  var json: JSON {
    let text = String(decoding: bytes, as: UTF8.self)
    let isText = Array(text.utf8) == bytes
    let type = isText ? Self.type(of: file) : "application/octet-stream"
    return [
      "uri": .string(uri), "mimeType": .string(type),
      isText ? "text" : "blob": isText ? .string(text) : JSON(base64: bytes),
    ]
  }

  /// The media type of a text file of that name.
  static func type(of file: String) -> String {
    switch file.split(separator: ".").last?.lowercased() {
    case "md", "markdown", "mdc": "text/markdown"
    case "json": "application/json"
    case "yaml", "yml": "application/yaml"
    case "toml": "application/toml"
    case "py": "text/x-python"
    case "js", "mjs", "cjs", "jsx": "text/javascript"
    case "html": "text/html"
    default: "text/plain"
    }
  }
}
