internal import Git

/// What the `.gitignore` files of a folder say, read when first asked.
///
/// Rules that cannot be read ignore nothing: a file too many is better than one too few.
final class GitIgnore {
  private var rules: IgnoreRules?

  init(folder: String) {
    do { rules = try IgnoreRules(folder: folder) } catch { rules = nil }
  }

  /// Whether git would leave out what is at `path` below the folder.
  func ignores(_ path: String, isFolder: Bool) -> Bool {
    (try? rules?.ignores(path, isFolder: isFolder)) ?? false
  }
}
