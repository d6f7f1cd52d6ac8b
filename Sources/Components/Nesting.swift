/// How deeply YAML or JSON nests. Its readers are recursive, so that must be known beforehand.
package enum Nesting {
  /// No component nests its fields this deeply.
  package static let limit = 64

  /// Whether `text` may nest more deeply than the limit, by its brackets and indentation.
  package static func isTooDeep(_ text: some Sequence<UInt8>) -> Bool {
    var brackets = 0
    var indentation: Int? = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets -= brackets > 0 ? 1 : 0
      default: break
      }
      if byte == 0x0A || byte == 0x0D {
        indentation = 0
      } else if let width = indentation {
        indentation = " -?:\t".utf8.contains(byte) ? width + 1 : nil
      }
      // A level takes at least a bracket, or an indicator and a space.
      if brackets + (indentation ?? 0) / 2 > limit { return true }
    }
    return false
  }
}
