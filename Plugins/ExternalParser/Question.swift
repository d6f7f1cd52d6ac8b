internal import Foundation
internal import JSONRPC
internal import Sections

/// What a program is asked about a file: its path and its text, or its bytes in base 64 where they
/// are no valid UTF-8.
struct Question {
  /// The parameters of the request.
  let json: JSON

  init(_ source: Source) {
    let content: (String, JSON) =
      if let text = String(validating: source.bytes, as: UTF8.self) {
        ("text", .string(text))
      } else {
        ("base64", .string(Data(source.bytes).base64EncodedString()))
      }
    json = .object(["path": .string(source.path), content.0: content.1])
  }
}
