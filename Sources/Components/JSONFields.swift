internal import Foundation

extension Frontmatter {
  /// Reads a JSON object. What is not JSON is tried as YAML, which allows comments and a comma at
  /// the end.
  package init(json bytes: some Collection<UInt8>) {
    guard bytes.count <= Frontmatter.sizeLimit, !Nesting.isTooDeep(bytes),
      case .map(let fields) = try? JSONDecoder().decode(FieldValue.self, from: Data(bytes))
    else {
      self.init(yaml: bytes)
      return
    }
    self.init(fields: fields)
  }
}

extension FieldValue: Decodable {
  /// Reads a value of a JSON document; the keys of objects are sorted.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .bool(flag)
    } else if let text = try? value.decode(String.self) {
      self = .string(text)
    } else if let values = try? value.decode([FieldValue].self) {
      self = .list(values)
    } else if let fields = try? value.decode([String: FieldValue].self) {
      self = .map(fields.sorted { $0.key < $1.key }.map { Field($0.key, $0.value) })
    } else {
      self = .number(try value.decode(Decimal.self).description)
    }
  }
}
