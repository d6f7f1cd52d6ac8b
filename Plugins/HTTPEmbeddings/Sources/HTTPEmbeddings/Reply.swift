package import Foundation

/// An answer with vectors, checked.
struct Reply {
  /// A vector of length 1 for each text, in the order of the texts.
  let vectors: [[Float]]

  /// Reads an answer.
  ///
  /// - Parameters:
  ///   - count: how many texts were sent.
  ///   - dimensions: how many numbers each vector must have; nil for any, but all alike.
  /// - Throws: ``EndpointFailure`` for the first thing that is wrong.
  init(
    _ body: [UInt8], count: Int, dimensions: Int?, from address: Address
  ) throws(EndpointFailure) {
    let items: [Item]
    do {
      items = try JSONDecoder().decode(Items.self, from: Data(body)).data
    } catch {
      throw .garbled(address, "it sent no JSON with “data” and “embedding”")
    }
    guard items.count == count else {
      throw .garbled(address, "it sent \(items.count) vectors for \(count) texts")
    }
    var vectors = [[Float]?](repeating: nil, count: count)
    for (number, item) in items.enumerated() {
      let index = item.index ?? number
      guard vectors.indices.contains(index), vectors[index] == nil else {
        throw .garbled(address, "two vectors, or none, have the index \(index)")
      }
      guard let numbers = item.embedding.numbers else {
        throw .garbled(address, "a vector is not of 32-bit numbers in base64")
      }
      vectors[index] = try Self.unit(numbers, address)
    }
    self.vectors = vectors.compactMap(\.self)
    let expected = dimensions ?? self.vectors.first?.count
    if let other = self.vectors.first(where: { $0.count != expected }) {
      throw .dimension(address, expected: expected ?? 0, sent: other.count)
    }
  }

  private static func unit(
    _ numbers: [Float], _ address: Address
  ) throws(EndpointFailure) -> [Float] {
    guard let unit = unitVector(numbers) else {
      let reason = numbers.contains { !$0.isFinite } ? "not a number, or infinite" : "all zero"
      throw .garbled(address, numbers.isEmpty ? "a vector is empty" : "a vector is \(reason)")
    }
    return unit
  }
}

extension EndpointFailure {
  /// A vector has another dimension than it should.
  static func dimension(_ address: Address, expected: Int, sent: Int) -> EndpointFailure {
    EndpointFailure(
      problem: "\(address.shown) sent a vector of \(sent) numbers where \(expected) were due",
      hint: "See that “model” and “dimensions” in .joinery/config.yaml are right.")
  }
}

/// The vector of length 1 that points where `numbers` does; nil where that is nowhere.
func unitVector(_ numbers: [Float]) -> [Float]? {
  let square = numbers.reduce(0.0) { $0 + Double($1) * Double($1) }
  guard square.isFinite, square > 0 else { return nil }
  let length = square.squareRoot()
  return numbers.map { Float(Double($0) / length) }
}

private struct Items: Decodable { var data: [Item] }

private struct Item: Decodable {
  var index: Int?
  var embedding: Numbers
}

/// A vector as it is sent.
private enum Numbers: Decodable {
  case floats([Float])
  case base64(String)

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let text = try? value.decode(String.self) {
      self = .base64(text)
    } else {
      self = .floats(try value.decode([Float].self))
    }
  }

  /// The numbers; nil where it is not what it should be. In base64, the lowest byte comes first.
  var numbers: [Float]? {
    switch self {
    case .floats(let numbers): return numbers
    case .base64(let text):
      guard let data = Data(base64Encoded: text), data.count % 4 == 0 else { return nil }
      return [Float](packed: data)
    }
  }
}

extension [Float] {
  /// The numbers that 32-bit floats are, the lowest byte of each first.
  package init(packed data: Data) {
    self = stride(from: data.startIndex, to: data.endIndex - 3, by: 4).map { start in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(data[start + $1]) << (8 * UInt32($1)) }
      return Float(bitPattern: bits)
    }
  }

  /// The numbers as 32-bit floats, the lowest byte of each first.
  package var packed: Data {
    Data(
      flatMap { number in
        let bits = number.bitPattern
        return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt32($0))) }
      })
  }
}
