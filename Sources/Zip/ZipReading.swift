extension Zip {
  /// What is in an archive, checked before any of it is given out.
  ///
  /// Every byte of the archive belongs to a file, to its record or to the directory; no two share
  /// one; what stands before a file says what the directory says. So all programs that read it see
  /// the same files.
  ///
  /// - Throws: ``ZipFailure``.
  package static func contents(
    of bytes: [UInt8], limits: ZipLimits = ZipLimits()
  ) throws(ZipFailure) -> ZipContents {
    let reader = ZipReader(bytes: bytes)
    let end = try ZipEnd(reader)
    guard end.count <= limits.entries else { throw ZipFailure(.tooMany) }
    let items = try items(in: reader, end)
    try checkTiling(items, reader, end)
    try checkSizes(items, limits)
    var contents = ZipContents()
    for item in items {
      if item.isFolder {
        contents.folders.append(String(item.name.dropLast()))
      } else {
        contents.files.append(
          ZipEntry(
            path: item.name, bytes: try item.unpacked(reader), isExecutable: item.isExecutable))
      }
    }
    return contents
  }

  private static func items(
    in reader: ZipReader, _ end: ZipEnd
  ) throws(ZipFailure) -> [ZipItem] {
    var items: [ZipItem] = []
    var names: Set<[UInt8]> = []
    var offset = end.directory
    for _ in 0..<end.count {
      let item = try ZipItem(reader, at: offset)
      offset += item.recordLength
      guard names.insert(Array(item.name.utf8)).inserted else {
        throw ZipFailure(.twice, item.name)
      }
      items.append(item)
    }
    guard offset == end.offset else { throw ZipFailure(.strayBytes) }
    return items
  }

  private static func checkTiling(
    _ items: [ZipItem], _ reader: ZipReader, _ end: ZipEnd
  ) throws(ZipFailure) {
    var next = 0
    for item in items.sorted(by: { $0.offset < $1.offset }) {
      if item.offset < next { throw ZipFailure(.overlap, item.name) }
      if item.offset > next { throw ZipFailure(.strayBytes) }
      next = try item.end(reader)
    }
    if next > end.directory { throw ZipFailure(.overlap) }
    if next < end.directory { throw ZipFailure(.strayBytes) }
  }

  /// Looks at what is said of the sizes; that it is so is seen when a file is unpacked.
  private static func checkSizes(
    _ items: [ZipItem], _ limits: ZipLimits
  ) throws(ZipFailure) {
    var total = 0
    for item in items {
      total += item.size
      guard total <= limits.bytes else { throw ZipFailure(.tooLarge) }
      if item.size > 1 << 20, item.size / max(item.packedSize, 1) > limits.ratio {
        throw ZipFailure(.tooDense, item.name)
      }
    }
  }
}

/// The record at the end of an archive.
struct ZipEnd {
  /// Where it begins.
  let offset: Int
  /// Where the directory begins.
  let directory: Int
  /// How many entries it has.
  let count: Int

  /// Finds the record: whose comment, if any, ends with the archive.
  init(_ reader: ZipReader) throws(ZipFailure) {
    let length = reader.bytes.count
    let earliest = max(0, length - ZipRecord.endLength - 0xFFFF)
    let places = stride(from: length - ZipRecord.endLength, through: earliest, by: -1)
    let found = places.filter { reader.long($0) == ZipRecord.end }
    guard
      let offset = found.first(where: { place in
        reader.short(place + 20).map { place + ZipRecord.endLength + Int($0) == length } ?? false
      })
    else { throw ZipFailure(found.isEmpty ? .noDirectory : .strayBytes) }
    // Programs that look for it from elsewhere would find another one.
    guard found.count == 1 else { throw ZipFailure(.strayBytes) }
    self.offset = offset
    if reader.long(offset - 20) == ZipRecord.zip64Locator { throw ZipFailure(.zip64) }
    let shorts = (2...5).compactMap { reader.short(offset + $0 * 2) }
    guard shorts.count == 4, let size = reader.long(offset + 12),
      let start = reader.long(offset + 16)
    else { throw ZipFailure(.noDirectory) }
    if shorts.contains(0xFFFF) || size == .max || start == .max { throw ZipFailure(.zip64) }
    guard shorts[0] == 0, shorts[1] == 0, shorts[2] == shorts[3] else { throw ZipFailure(.parts) }
    guard Int(start) + Int(size) == offset else { throw ZipFailure(.strayBytes) }
    directory = Int(start)
    count = Int(shorts[3])
  }
}
