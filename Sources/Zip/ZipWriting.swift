/// Zip archives: bytes in, files out, and back. Nothing touches the disk.
package enum Zip {
  /// The archive of `files`: the same bytes for the same files, in whatever order they come.
  ///
  /// They are sorted by path, have the first time there is, and only the mode that says whether
  /// they can be run. With another version of zlib the packed bytes may be others.
  ///
  /// - Throws: ``ZipFailure`` where two files have one path, or for more than the format holds.
  package static func archive(_ files: [ZipEntry]) throws(ZipFailure) -> [UInt8] {
    let files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    for (one, next) in zip(files, files.dropFirst())
    where one.path.utf8.elementsEqual(next.path.utf8) {
      throw ZipFailure(.twice, one.path)
    }
    guard files.count < 0xFFFF else { throw ZipFailure(.tooMany) }
    var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
    for file in files { try append(file, to: &bytes, &directory) }
    guard bytes.count + directory.count < 0xFFFF_FFFF else { throw ZipFailure(.tooLarge) }
    let start = bytes.count
    bytes += directory
    bytes.append(long: ZipRecord.end)
    for number in [0, 0, files.count, files.count] { bytes.append(short: UInt16(number)) }
    bytes.append(long: UInt32(directory.count))
    bytes.append(long: UInt32(start))
    bytes.append(short: 0)
    return bytes
  }

  private static func append(
    _ file: ZipEntry, to bytes: inout [UInt8], _ directory: inout [UInt8]
  ) throws(ZipFailure) {
    let name = Array(file.path.utf8)
    guard name.count <= 0xFFFF, file.bytes.count < 0x7FFF_FFFF, bytes.count < 0xFFFF_FFFF else {
      throw ZipFailure(.tooLarge, file.path)
    }
    let packed = Deflate.packed(file.bytes)
    let isPacked = !packed.isEmpty && packed.count < file.bytes.count
    let data = isPacked ? packed : file.bytes
    // What both records have in common: from the version that is needed to the length of the name.
    var common: [UInt8] = []
    common.append(short: 20)
    common.append(short: name.allSatisfy { $0 < 0x80 } ? 0 : ZipRecord.Flag.utf8)
    common.append(short: isPacked ? 8 : 0)
    common.append(short: ZipRecord.firstTime)
    common.append(short: ZipRecord.firstDate)
    common.append(long: Deflate.checksum(file.bytes))
    common.append(long: UInt32(data.count))
    common.append(long: UInt32(file.bytes.count))
    common.append(short: UInt16(name.count))
    common.append(short: 0)

    directory.append(long: ZipRecord.directory)
    // Made by this version of the format, on Unix: so the mode is one.
    directory.append(short: 3 << 8 | 20)
    directory += common
    for _ in 0..<3 { directory.append(short: 0) }
    directory.append(long: (file.isExecutable ? 0o100755 : 0o100644) << 16)
    directory.append(long: UInt32(bytes.count))
    directory += name

    bytes.append(long: ZipRecord.local)
    bytes += common
    bytes += name
    bytes += data
  }
}
