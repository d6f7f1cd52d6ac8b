#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Graph
internal import Workspace

/// The files below a folder that are worth reading, and the others with the reason.
///
/// Version control's own folders, installed packages and build products are left out, and what a
/// `.gitignore` at or below the folder says. Symbolic links are not followed: what they point to
/// inside the folder is found under its own name, and what is outside stays outside.
struct FolderScan {
  /// One file that is worth reading.
  struct File: Sendable {
    /// Its path below the folder, parts joined by `/`.
    var path: String
    /// What the file system said of it.
    var stat: FileStat
  }

  /// The files, by path.
  private(set) var files: [File] = []
  /// What was passed over, and why, by path.
  private(set) var skipped: [PathNote] = []
  /// What could not be looked at, and why, by path.
  private(set) var failed: [PathNote] = []

  /// Folders that hold no one's own writing.
  static let skippedFolders: [String: String] = [
    ".git": "version control", ".hg": "version control", ".svn": "version control",
    ".jj": "version control", "node_modules": "installed packages", ".venv": "installed packages",
    "venv": "installed packages", "site-packages": "installed packages",
    "__pycache__": "build products", ".build": "build products", ".tox": "build products",
    ".mypy_cache": "build products", ".pytest_cache": "build products",
    ".ruff_cache": "build products", ".joinery": "Joinery's own state",
  ]
  static let skippedFiles: [String: String] = [
    ".git": "version control",
    ".DS_Store": "left by the file browser", "Thumbs.db": "left by the file browser",
  ]

  private let root: String
  private let isIgnored: (_ path: String, _ isFolder: Bool) -> Bool
  /// Folders still to be read, and whether a `.gitignore` may speak of what is in them.
  private var pending: [(path: String, mayIgnore: Bool)] = []

  /// Looks at everything below `root`.
  ///
  /// - Parameters:
  ///   - root: the folder's absolute path.
  ///   - isIgnored: what the `.gitignore` files say; asked only where there is one.
  init(of root: String, isIgnored: @escaping (_ path: String, _ isFolder: Bool) -> Bool) {
    self.root = root
    self.isIgnored = isIgnored
    pending = [("", false)]
    while let (folder, mayIgnore) = pending.popLast() { read(folder, mayIgnore: mayIgnore) }
    files.sort { $0.path < $1.path }
    skipped.sort { $0.path < $1.path }
    failed.sort { $0.path < $1.path }
  }

  private mutating func read(_ folder: String, mayIgnore: Bool) {
    guard let stream = opendir(folder.isEmpty ? root : "\(root)/\(folder)") else {
      failed.append(PathNote(folder.isEmpty ? "." : folder, "cannot be opened: \(lastError)"))
      return
    }
    defer { closedir(stream) }
    var names: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(stream) {
      guard let name = Self.name(of: entry) else {
        skipped.append(PathNote("\(folder)/?", "its name is not UTF-8"))
        continue
      }
      guard name != ".", name != ".." else { continue }
      names.append((name, entry.pointee.d_type == DT_DIR))
    }
    let mayIgnore = mayIgnore || names.contains { $0.name == ".gitignore" }
    for (name, isFolder) in names {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      if isFolder {
        look(atFolder: path, name, mayIgnore)
      } else {
        look(at: path, name, dirfd(stream), mayIgnore)
      }
    }
  }

  private mutating func look(at path: String, _ name: String, _ folder: Int32, _ mayIgnore: Bool) {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      failed.append(PathNote(path, "cannot be looked at: \(lastError)"))
      return
    }
    if status.st_mode & S_IFMT == S_IFDIR { return look(atFolder: path, name, mayIgnore) }
    if let reason = Self.skippedFiles[name] {
      skipped.append(PathNote(path, reason))
    } else if (try? RelativePath(name)) == nil {
      skipped.append(PathNote(path, "a name that is not safe to write back"))
    } else if status.st_mode & S_IFMT == S_IFLNK {
      skipped.append(PathNote(path, "a symbolic link"))
    } else if mayIgnore, isIgnored(path, false) {
      skipped.append(PathNote(path, "named in a .gitignore"))
    } else if status.st_mode & S_IFMT == S_IFREG {
      files.append(File(path: path, stat: FileStat(status)))
    } else {
      skipped.append(PathNote(path, "not a regular file"))
    }
  }

  private mutating func look(atFolder path: String, _ name: String, _ mayIgnore: Bool) {
    if let reason = Self.skippedFolders[name] {
      skipped.append(PathNote(path, reason))
    } else if mayIgnore, isIgnored(path, true) {
      skipped.append(PathNote(path, "named in a .gitignore"))
    } else {
      pending.append((path, mayIgnore))
    }
  }

  /// The entry's name, or nil where it is not UTF-8.
  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String? {
    // The field is longer than most names: copied, it would reach beyond what was read.
    let place = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    return String(
      validatingCString: UnsafeRawPointer(entry).advanced(by: place)
        .assumingMemoryBound(to: CChar.self))
  }

  private var lastError: String { String(cString: strerror(errno)) }
}
