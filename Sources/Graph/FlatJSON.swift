import Foundation

/// One JSON object of strings.
enum FlatJSON {
  /// The members of `text`.
  ///
  /// Read by hand where it is plain, which is many times faster; what is not goes to Foundation.
  ///
  /// - Throws: `DecodingError` where it is something else.
  static func members(of text: String) throws -> [String: String] {
    if let members = plain(Array(text.utf8)) { return members }
    return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
  }

  /// The members, where nothing is in `text` but strings without escapes other than of quotation
  /// marks and backslashes, and no spaces between them; nil otherwise.
  private static func plain(_ text: [UInt8]) -> [String: String]? {
    guard text.first == UInt8(ascii: "{"), text.last == UInt8(ascii: "}") else { return nil }
    var members: [String: String] = [:]
    var place = 1
    while place < text.count - 1 {
      if place > 1 {
        guard text[place] == UInt8(ascii: ",") else { return nil }
        place += 1
      }
      guard let key = string(text, &place), place < text.count, text[place] == UInt8(ascii: ":")
      else { return nil }
      place += 1
      guard let value = string(text, &place),
        members.updateValue(value, forKey: key) == nil
      else { return nil }
    }
    return place == text.count - 1 ? members : nil
  }

  private static func string(_ text: [UInt8], _ place: inout Int) -> String? {
    guard place < text.count, text[place] == UInt8(ascii: "\"") else { return nil }
    place += 1
    var bytes: [UInt8] = []
    while place < text.count {
      let byte = text[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard place < text.count, [UInt8(ascii: "\""), UInt8(ascii: "\\")].contains(text[place])
        else { return nil }
        bytes.append(text[place])
        place += 1
      case 0..<0x20: return nil
      default: bytes.append(byte)
      }
    }
    return nil
  }
}
