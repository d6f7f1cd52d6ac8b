internal import Foundation
internal import JSONRPC

extension JSON {
  /// What every door shows of `value`: keys in snake case.
  init(showing value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    self = try JSONDecoder().decode(JSON.self, from: try encoder.encode(value))
  }

  /// Bytes, as JSON has them.
  init(base64 bytes: [UInt8]) { self = .string(Data(bytes).base64EncodedString()) }
}
