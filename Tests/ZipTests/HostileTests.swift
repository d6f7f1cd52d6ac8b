import Examples
import Testing
import Zip

/// An archive of two files, and what can be wrong with it. Places are those of the format.
struct HostileArchive: Sendable, CustomTestStringConvertible {
  let title: String
  let fault: ZipFailure.Fault
  let bytes: [UInt8]

  var testDescription: String { title }

  private static let plain = [
    ZipEntry(path: "a", bytes: Array(String(repeating: "aaaa", count: 100).utf8)),
    ZipEntry(path: "b", bytes: Array("b".utf8)),
  ]
  private static let archive = (try? Zip.archive(plain)) ?? []
  /// Where the record of the end begins, those of the directory, and the local one of “b”.
  private static let end = archive.count - 22
  private static let first = end - 2 * 47
  private static let second = end - 47
  private static let local = second - 47 - 32

  private init(_ title: String, _ fault: ZipFailure.Fault, _ change: (inout [UInt8]) -> Void) {
    var bytes = Self.archive
    change(&bytes)
    self.title = title
    self.fault = fault
    self.bytes = bytes
  }

  private init(
    _ title: String, _ fault: ZipFailure.Fault, set values: [UInt8], at offsets: Int...
  ) {
    self.init(title, fault) { bytes in
      for offset in offsets { bytes.replaceSubrange(offset..<offset + values.count, with: values) }
    }
  }

  static let all: [HostileArchive] = records + entries + sizes

  private static let records = [
    HostileArchive("nothing", .noDirectory) { $0 = [] },
    HostileArchive("a text", .noDirectory) { $0 = Array("hello".utf8) },
    HostileArchive("cut off", .noDirectory) { $0.removeLast(5) },
    HostileArchive("bytes before", .strayBytes) { $0.insert(contentsOf: [0, 0], at: 0) },
    HostileArchive("bytes before, with offsets moved", .strayBytes) { bytes in
      bytes.insert(contentsOf: Array(repeating: 7, count: 16), at: 0)
      for offset in [first + 16 + 42, second + 16 + 42, end + 16 + 16] { bytes[offset] += 16 }
    },
    HostileArchive("bytes behind", .strayBytes) { $0 += [0, 0] },
    HostileArchive("bytes between files and directory", .strayBytes) { bytes in
      bytes.insert(contentsOf: [1, 2, 3], at: first)
      bytes[end + 3 + 16] += 3
    },
    HostileArchive("another end in the comment", .strayBytes) { bytes in
      let other = Array(bytes.suffix(22))
      bytes[bytes.count - 2] = 22
      bytes += other
    },
    HostileArchive(
      "an entry fewer than there are", .strayBytes, set: [1, 0], at: end + 8, end + 10),
    HostileArchive("an entry more than there are", .damaged, set: [3, 0], at: end + 8, end + 10),
    HostileArchive("many entries", .tooMany, set: [0x20, 0x4E], at: end + 8, end + 10),
    HostileArchive("a part of several", .parts, set: [1, 0], at: end + 4),
    HostileArchive("the count of a zip64", .zip64, set: [0xFF, 0xFF], at: end + 8, end + 10),
    HostileArchive("the offset of a zip64", .zip64, set: [255, 255, 255, 255], at: end + 16),
    HostileArchive("the locator of a zip64", .zip64) { bytes in
      let locator: [UInt8] = [0x50, 0x4B, 6, 7] + Array(repeating: 0, count: 16)
      bytes.insert(contentsOf: locator, at: end)
    },
    HostileArchive("a directory that is none", .damaged, set: [0], at: first),
  ]

  private static let entries = [
    HostileArchive("encrypted", .encrypted, set: [1], at: first + 8, 6),
    HostileArchive("encrypted strongly", .encrypted, set: [0x40], at: first + 8, 6),
    HostileArchive("an unknown way of packing", .method, set: [12], at: first + 10, 8),
    HostileArchive("a link", .notAFile, set: [0xFF, 0xA1], at: first + 40),
    HostileArchive("a device", .notAFile, set: [0xB6, 0x21], at: first + 40),
    HostileArchive("a pipe", .notAFile, set: [0xB6, 0x11], at: second + 40),
    HostileArchive(
      "a folder that has the name of a file", .notAFile, set: [0xED, 0x41], at: first + 40),
    HostileArchive("a folder with content", .notAFile, set: [0x2F], at: second + 46, local + 30),
    HostileArchive("a name twice", .twice, set: [0x61], at: second + 46, local + 30),
    HostileArchive("a name that is not UTF-8", .name, set: [0xFF], at: first + 46, 30),
    HostileArchive("two names for a file", .disagreement, set: [0x63], at: local + 30),
    HostileArchive("two ways of packing", .disagreement, set: [0], at: 8),
    HostileArchive("two checksums", .disagreement, set: [9], at: local + 14),
    HostileArchive("two sizes", .disagreement, set: [9], at: local + 22),
    HostileArchive("a file at another's place", .overlap, set: [0, 0, 0, 0], at: second + 42),
    HostileArchive("a part of another disk", .parts, set: [1], at: second + 34),
    HostileArchive("the size of a zip64", .zip64, set: [255, 255, 255, 255], at: second + 24),
    HostileArchive("a place beyond the end", .strayBytes, set: [0, 0, 1, 0], at: second + 42),
  ]

  private static let sizes = [
    HostileArchive("another checksum", .checksum, set: [9], at: second + 16, local + 14),
    HostileArchive("more comes out than is said", .size, set: [9, 0], at: first + 24, 22),
    HostileArchive("less comes out than is said", .size, set: [0, 2], at: first + 24, 22),
    HostileArchive(
      "a megabyte out of a few bytes", .tooDense, set: [0, 0, 32], at: first + 24, 22),
    HostileArchive("a gigabyte", .tooLarge, set: [0, 0, 0, 64], at: first + 24, 22),
    HostileArchive("not packed, and of two sizes", .size, set: [2], at: second + 24, local + 22),
  ]
}

@Suite struct HostileTests {
  @Test(arguments: HostileArchive.all)
  func `an archive that could be read in two ways is refused`(archive: HostileArchive) {
    #expect {
      try Zip.contents(of: archive.bytes)
    } throws: { error in
      (error as? ZipFailure)?.fault == archive.fault
    }
  }

  @Test func `a real bomb is refused before it is unpacked`() throws {
    let bomb = try Zip.archive([ZipEntry(path: "a", bytes: Array(repeating: 0, count: 8 << 20))])
    #expect(bomb.count < 20_000)
    #expect(throws: ZipFailure.self) { try Zip.contents(of: bomb) }
  }

  @Test func `a changed byte never gives other files, and never ends the program`() throws {
    let files = ZipTests.files.filter { $0.bytes.count < 100 }
    let archive = try Zip.archive(files)
    let sound = try Zip.contents(of: archive)
    for index in archive.indices {
      for flip in [1, 0x80, 0xFF] as [UInt8] {
        var bytes = archive
        bytes[index] ^= flip
        // Times, versions and modes are looked at by nobody; everything else is refused.
        if let contents = try? Zip.contents(of: bytes) {
          #expect(contents.files.map(\.bytes) == sound.files.map(\.bytes), "at \(index)")
        }
      }
    }
    for length in archive.indices {
      #expect(throws: ZipFailure.self) { try Zip.contents(of: Array(archive.prefix(length))) }
    }
  }

  @Test func `random bytes behind a real beginning are refused`() {
    var dice = Dice(seed: 5)
    for _ in 0..<2000 {
      let bytes = [0x50, 0x4B] + (0..<200).map { _ in UInt8.random(in: 0...7, using: &dice) }
      #expect(throws: ZipFailure.self) { try Zip.contents(of: bytes) }
    }
  }
}
