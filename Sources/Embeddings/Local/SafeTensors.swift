internal import Foundation

/// A file of weights in the safetensors format: a header in JSON that says where each tensor is,
/// then the tensors.
///
/// All that the header says is checked when the file is opened, so that a tensor's place can be
/// trusted.
struct SafeTensors: Sendable {
  private let file: MappedFile
  private let tensors: [String: Tensor]

  private struct Tensor {
    var shape: [Int]
    var type: String
    var range: Range<Int>
  }

  /// Longer headers are taken for damage.
  private static let longestHeader = 100 << 20

  /// Opens the file at `path`.
  ///
  /// - Throws: ``EmbeddingFailure`` where it cannot be read, or says of itself what cannot be.
  init(_ path: String) throws(EmbeddingFailure) {
    let file = try MappedFile(path)
    func malformed(_ reason: String) -> EmbeddingFailure { .malformed(path: path, reason: reason) }
    guard file.count >= 8 else { throw malformed("it has no header") }
    let length = UInt64(littleEndian: file.bytes.loadUnaligned(as: UInt64.self))
    guard length <= UInt64(min(file.count - 8, Self.longestHeader)) else {
      throw malformed("its header is longer than it is")
    }
    let start = 8 + Int(length)
    let header = Data(file.bytes[8..<start])
    guard let fields = try? JSONSerialization.jsonObject(with: header) as? [String: Any] else {
      throw malformed("its header is not JSON")
    }
    var tensors: [String: Tensor] = [:]
    for (name, field) in fields where name != "__metadata__" {
      guard let field = field as? [String: Any], let type = field["dtype"] as? String,
        let shape = field["shape"] as? [Int], let offsets = field["data_offsets"] as? [Int]
      else { throw malformed("its header says nothing of \(name)") }
      guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1],
        offsets[1] <= file.count - start
      else { throw malformed("\(name) is not inside the file") }
      tensors[name] = Tensor(
        shape: shape, type: type, range: start + offsets[0]..<start + offsets[1])
    }
    self.file = file
    self.tensors = tensors
  }

  /// Where the file is.
  var path: String { file.path }

  /// Another one when it is another file, or was written to.
  var stamp: String { file.stamp }

  /// Some of the file's bytes: enough to tell models apart without reading all of them.
  var sample: [UInt8] {
    let (pieces, length) = (64, 1024)
    let step = max(length, file.count / pieces)
    return stride(from: 0, to: file.count, by: step).reduce(into: []) { sample, start in
      sample += file.bytes[start..<min(start + length, file.count)]
    } + Array("\(file.count)".utf8)
  }

  /// Whether there is a tensor of that name.
  func has(_ name: String) -> Bool { tensors[name] != nil }

  /// The floats of a tensor.
  ///
  /// - Throws: ``EmbeddingFailure`` unless it is there, of that shape, and of 32-bit floats.
  func floats(_ name: String, _ shape: Int...) throws(EmbeddingFailure) -> Floats {
    guard let tensor = tensors[name] else {
      throw .malformed(path: path, reason: "\(name) is missing")
    }
    guard tensor.type == "F32" else {
      throw .unsupported(path: path, reason: "\(name) is \(tensor.type), not F32")
    }
    guard tensor.shape == shape else {
      throw .malformed(path: path, reason: "\(name) is \(tensor.shape), not \(shape)")
    }
    var count = 1
    for side in shape {
      let (product, overflows) = count.multipliedReportingOverflow(by: side)
      guard side >= 0, !overflows else {
        throw .malformed(path: path, reason: "\(name) is too large")
      }
      count = product
    }
    guard tensor.range.count % 4 == 0, tensor.range.count / 4 == count,
      tensor.range.lowerBound % 4 == 0
    else { throw .malformed(path: path, reason: "\(name) has not as many bytes as its shape") }
    return Floats(file: file, offset: tensor.range.lowerBound, count: count)
  }
}

/// Floats in a mapped file.
struct Floats: Sendable {
  fileprivate let file: MappedFile
  fileprivate let offset: Int
  /// How many there are.
  let count: Int

  /// Calls `body` with where they are.
  func with<Value, Failure: Error>(
    _ body: (UnsafePointer<Float>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    guard let base = file.bytes.baseAddress else { preconditionFailure("a mapped file has bytes") }
    return try body((base + offset).assumingMemoryBound(to: Float.self))
  }
}
