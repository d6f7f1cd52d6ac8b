#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Where a snapshot is kept from one command to the next.
///
/// Losing it costs time alone. So whatever is wrong with the file, it counts as none; what goes
/// wrong in writing it is no failure of anything; and nobody waits for the disk to have it.
struct SnapshotFile {
  /// The folder it is in. It is made when it is first written to.
  let folder: String
  /// The file.
  let name: String
  /// The folder whose files the snapshot knows.
  let owner: String

  /// The snapshot that was kept; an empty one where there is none that can be used.
  func load() -> Snapshot {
    guard let name = try? RelativePath(name), let folder = try? Folder(folder),
      let content = try? folder.read(name)
    else { return Snapshot() }
    return Snapshot(content.bytes, of: owner) ?? Snapshot()
  }

  /// Keeps a snapshot that has news, in one move.
  func save(_ snapshot: Snapshot) {
    guard snapshot.hasNews else { return }
    try? write(snapshot.bytes(of: owner))
  }

  // Two processes may write to the same temporary file. What comes of that has the wrong checksum,
  // and counts as none.
  private func write(_ bytes: [UInt8]) throws {
    let folder = try Folder(folder, making: true)
    let temporary = "\(name).new"
    let file = try Descriptor.open(
      temporary, in: folder.descriptor.number, flags: O_WRONLY | O_CREAT | O_TRUNC, mode: 0o666,
      path: temporary)
    try file.writeAll(bytes, path: temporary)
    try call("replace", name) {
      Int(renameat(folder.descriptor.number, temporary, folder.descriptor.number, name))
    }
  }
}
