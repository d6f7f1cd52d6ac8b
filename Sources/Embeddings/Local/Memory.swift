internal import Foundation

/// Memory that holds numbers for C: aligned to 64 bytes, all zero at first, freed with the last use.
///
/// Whoever makes one fills it before handing it on, or keeps it to itself.
final class Memory: Sendable {
  /// Its length in bytes.
  let count: Int
  private let address: UInt

  /// Memory of at least one byte.
  init(bytes count: Int) {
    self.count = max(64, count)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: self.count, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: self.count)
    address = UInt(bitPattern: memory)
  }

  deinit { pointer.deallocate() }

  /// Where it begins.
  var pointer: UnsafeMutableRawPointer {
    guard let pointer = UnsafeMutableRawPointer(bitPattern: address) else {
      preconditionFailure("memory that was allocated is somewhere")
    }
    return pointer
  }

  /// As 32-bit floats.
  var floats: UnsafeMutablePointer<Float> { pointer.assumingMemoryBound(to: Float.self) }
  /// As 32-bit integers.
  var integers: UnsafeMutablePointer<Int32> { pointer.assumingMemoryBound(to: Int32.self) }
  /// As unsigned bytes.
  var bytes: UnsafeMutablePointer<UInt8> { pointer.assumingMemoryBound(to: UInt8.self) }
}

/// A file as memory, read as it is looked at, and never changed.
final class MappedFile: Sendable {
  /// Its path.
  let path: String
  /// Its length in bytes.
  let count: Int
  private let address: UInt

  /// - Throws: ``EmbeddingFailure/unreadable(path:reason:)``.
  init(_ path: String) throws(EmbeddingFailure) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      throw .unreadable(path: path, reason: "it is empty, or no file")
    }
    let size = Int(status.st_size)
    guard let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), memory != MAP_FAILED else {
      throw .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    self.path = path
    count = size
    address = UInt(bitPattern: memory)
  }

  deinit { munmap(UnsafeMutableRawPointer(bitPattern: address), count) }

  /// Every byte.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count)
  }
}
