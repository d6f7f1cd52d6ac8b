internal import Foundation

/// Memory that holds numbers for C: aligned to 64 bytes, all zero at first, freed with the last use.
///
/// Whoever makes one fills it before handing it on, or keeps it to itself.
final class Memory: Sendable {
  /// Its length in bytes.
  let count: Int
  /// How many bytes were asked for.
  let asked: Int
  private let address: UInt
  /// The file that it is a part of; nil where it is its own.
  private let file: MappedFile?
  private static let hugePage = 2 << 20
  #if os(Linux)
    private static let wantsHugePages: Int32 = 14
  #endif

  /// Memory of at least one byte.
  init(bytes count: Int) {
    self.count = max(64, count)
    asked = count
    file = nil
    let isLarge = self.count >= Self.hugePage
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: self.count, alignment: isLarge ? Self.hugePage : 64)
    // With few large pages the processor need not look up so often where each is.
    #if os(Linux)
      if isLarge { madvise(memory, self.count, Self.wantsHugePages) }
    #endif
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: self.count)
    address = UInt(bitPattern: memory)
  }

  /// A part of a file, only to be read.
  init(in file: MappedFile, at offset: Int, bytes count: Int) {
    precondition(offset >= 0 && count >= 0 && count <= file.count - offset, "no part of the file")
    self.count = count
    asked = count
    self.file = file
    address = UInt(bitPattern: file.bytes.baseAddress) + UInt(offset)
  }

  deinit { if file == nil { pointer.deallocate() } }

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
  /// Another one when it is another file, or was written to.
  let stamp: String
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
    let (written, changed) = (status.st_mtim, status.st_ctim)
    stamp =
      "\(path) \(status.st_ino) \(size) \(written.tv_sec).\(written.tv_nsec) "
      + "\(changed.tv_sec).\(changed.tv_nsec)"
    count = size
    address = UInt(bitPattern: memory)
  }

  deinit { munmap(UnsafeMutableRawPointer(bitPattern: address), count) }

  /// Every byte.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count)
  }
}
