#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What is below a folder.
package struct Listing: Sendable, Equatable {
  /// The files.
  package var files: [RelativePath: FileStatus] = [:]
  /// What is neither file nor folder, links above all, and what has a name that is refused; as
  /// text, sorted.
  package var others: [String] = []
}

extension Folder {
  /// Everything below the folder. Links are not followed; `.git`, other repositories and our
  /// temporary files are left out.
  ///
  /// - Parameter isWanted: asked for every file and folder; what it says no to is left out, with
  ///   all that is in it.
  package borrowing func list(
    where isWanted: (_ path: RelativePath, _ isFolder: Bool) throws -> Bool = { _, _ in true }
  ) throws -> Listing {
    var listing = Listing()
    var folders: [RelativePath?] = [nil]
    var trail = Trail()
    while let folder = folders.popLast() {
      guard let place = try reach(folder, on: &trail) else { continue }
      let names = try names(in: place.descriptor, shown(folder))
      if folder != nil, names.contains(".git") { continue }
      for name in names where !RelativePath.isGitFolder(name) && !RelativePath.isTemporary(name) {
        let text = folder.map { $0.text + "/" + name } ?? name
        guard let path = try? RelativePath(text),
          let status = try status(of: name, in: place.descriptor.number, path)
        else {
          listing.others.append(text)
          continue
        }
        switch status.kind {
        case .folder: if try isWanted(path, true) { folders.append(path) }
        case .file: if try isWanted(path, false) { listing.files[path] = status }
        case .link, .other: if try isWanted(path, false) { listing.others.append(text) }
        }
      }
    }
    listing.others.sort()
    return listing
  }

  /// The names in an open folder. One that is not UTF-8 is repaired, and so names nothing.
  borrowing func names(
    in folder: borrowing Descriptor, _ path: String
  ) throws(FileFailure) -> [String] {
    // The stream closes what it is given, so it gets a descriptor of its own.
    let own = try call("list", path) { Int(openat(folder.number, ".", O_DIRECTORY | O_CLOEXEC)) }
    guard let stream = fdopendir(Int32(own)) else {
      let code = errno
      close(Int32(own))
      throw .system(operation: "list", path: path, code: code)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      // The field is longer than most names: copied, it would reach beyond what was read.
      let place = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
      let name = String(
        cString: UnsafeRawPointer(entry).advanced(by: place).assumingMemoryBound(to: CChar.self))
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw .system(operation: "list", path: path, code: errno) }
    return names
  }
}
