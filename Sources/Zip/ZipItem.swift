/// A file or folder of an archive, as the directory has it.
struct ZipItem {
  /// Its path; with a `/` at the end for a folder.
  let name: String
  /// Where its own record begins.
  let offset: Int
  /// How many bytes it has.
  let size: Int
  /// How many bytes it is packed into.
  let packedSize: Int
  /// How long its record in the directory is.
  let recordLength: Int
  /// Whether its owner may run it.
  let isExecutable: Bool
  private let flags: UInt16
  private let method: UInt16
  private let checksum: UInt32

  /// Whether it is a folder.
  var isFolder: Bool { name.utf8.last == UInt8(ascii: "/") }

  /// Reads the record of the directory at `start`.
  init(_ reader: ZipReader, at start: Int) throws(ZipFailure) {
    guard reader.long(start) == ZipRecord.directory, let flags = reader.short(start + 8),
      let method = reader.short(start + 10), let checksum = reader.long(start + 16),
      let packedSize = reader.long(start + 20), let size = reader.long(start + 24),
      let nameLength = reader.short(start + 28), let extraLength = reader.short(start + 30),
      let commentLength = reader.short(start + 32), let disk = reader.short(start + 34),
      let attributes = reader.long(start + 38), let offset = reader.long(start + 42),
      let name = reader.slice(start + ZipRecord.directoryLength, Int(nameLength)),
      let extra = reader.slice(
        start + ZipRecord.directoryLength + Int(nameLength), Int(extraLength))
    else { throw ZipFailure(.damaged) }
    self.name = try ZipItem.text(name)
    if [packedSize, size, offset].contains(.max) { throw ZipFailure(.zip64) }
    if disk != 0 { throw ZipFailure(.parts) }
    self.flags = flags
    self.method = method
    self.checksum = checksum
    self.packedSize = Int(packedSize)
    self.size = Int(size)
    self.offset = Int(offset)
    recordLength =
      ZipRecord.directoryLength + Int(nameLength) + Int(extraLength) + Int(commentLength)
    let mode = attributes >> 16
    isExecutable = mode & 0o100 != 0
    try checkFlags()
    try checkExtra(extra)
    try checkKind(mode)
  }

  private static func text(_ name: ArraySlice<UInt8>) throws(ZipFailure) -> String {
    guard let text = String(validating: name, as: UTF8.self) else {
      throw ZipFailure(.name, String(decoding: name, as: UTF8.self))
    }
    return text
  }

  private func checkFlags() throws(ZipFailure) {
    let sealed =
      ZipRecord.Flag.encrypted | ZipRecord.Flag.strongEncryption | ZipRecord.Flag.maskedHeader
    guard flags & sealed == 0 else { throw ZipFailure(.encrypted, name) }
    guard method == 0 || method == 8 else { throw ZipFailure(.method, name) }
    guard method == 8 || size == packedSize else { throw ZipFailure(.size, name) }
  }

  private func checkExtra(_ extra: ArraySlice<UInt8>) throws(ZipFailure) {
    let reader = ZipReader(bytes: Array(extra))
    var offset = 0
    while offset < extra.count {
      guard let id = reader.short(offset), let length = reader.short(offset + 2),
        let data = reader.slice(offset + 4, Int(length))
      else { throw ZipFailure(.damaged) }
      switch id {
      case ZipRecord.Extra.zip64: throw ZipFailure(.zip64)
      case _ where ZipRecord.Extra.encryption.contains(id): throw ZipFailure(.encrypted, name)
      // A version, the checksum of the other name, and the name.
      case ZipRecord.Extra.unicodePath where !data.dropFirst(5).elementsEqual(name.utf8):
        throw ZipFailure(.name, name)
      default: break
      }
      offset += 4 + Int(length)
    }
  }

  /// The upper half of the attributes is a mode on Unix, and nothing elsewhere.
  private func checkKind(_ mode: UInt32) throws(ZipFailure) {
    switch (mode & 0o170000, isFolder) {
    case (0, _), (0o100000, false), (0o040000, true): break
    default: throw ZipFailure(.notAFile, name)
    }
    if isFolder, size != 0 { throw ZipFailure(.size, name) }
  }

  /// Where its bytes end, a record behind them included; that the record before them says the same
  /// as the directory is seen to here.
  func end(_ reader: ZipReader) throws(ZipFailure) -> Int {
    let hasDescriptor = flags & ZipRecord.Flag.descriptor != 0
    guard reader.long(offset) == ZipRecord.local else { throw ZipFailure(.damaged, name) }
    let said = [reader.long(offset + 14), reader.long(offset + 18), reader.long(offset + 22)]
    let known = [checksum, UInt32(packedSize), UInt32(size)]
    let isSilent = hasDescriptor && said == [0, 0, 0]
    guard reader.short(offset + 6) == flags, reader.short(offset + 8) == method,
      isSilent || said == known
    else { throw ZipFailure(.disagreement, name) }
    let data = try dataOffset(reader)
    let end = data + packedSize
    guard reader.slice(data, packedSize) != nil else { throw ZipFailure(.damaged, name) }
    return hasDescriptor ? try endOfDescriptor(reader, at: end, known) : end
  }

  private func endOfDescriptor(
    _ reader: ZipReader, at end: Int, _ known: [UInt32]
  ) throws(ZipFailure) -> Int {
    // The signature before it may be left out.
    for length in [4, 0] where length == 0 || reader.long(end) == ZipRecord.descriptor {
      let said = (0..<3).map { reader.long(end + length + $0 * 4) }
      if said == known { return end + length + 12 }
    }
    throw ZipFailure(.disagreement, name)
  }

  private func dataOffset(_ reader: ZipReader) throws(ZipFailure) -> Int {
    let start = offset + ZipRecord.localLength
    guard let nameLength = reader.short(offset + 26), let extraLength = reader.short(offset + 28),
      let own = reader.slice(start, Int(nameLength)),
      let extra = reader.slice(start + Int(nameLength), Int(extraLength))
    else { throw ZipFailure(.damaged, name) }
    guard own.elementsEqual(name.utf8) else { throw ZipFailure(.disagreement, name) }
    try checkExtra(extra)
    return start + Int(nameLength) + Int(extraLength)
  }

  /// Its bytes.
  func unpacked(_ reader: ZipReader) throws(ZipFailure) -> [UInt8] {
    guard let data = reader.slice(try dataOffset(reader), packedSize) else {
      throw ZipFailure(.damaged, name)
    }
    guard let bytes = method == 8 ? Deflate.unpacked(data, count: size) : Array(data) else {
      throw ZipFailure(.size, name)
    }
    guard Deflate.checksum(bytes) == checksum else { throw ZipFailure(.checksum, name) }
    return bytes
  }
}
