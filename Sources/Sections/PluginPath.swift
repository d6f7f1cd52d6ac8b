/// A path that begins at the root of the plugin around a file: `${CLAUDE_PLUGIN_ROOT}/hooks/x.sh`.
///
/// A file does not tell where its plugin begins. So parsers keep such a path as it is written, and
/// who knows the files around it resolves it: from the plugin component that the file is in; where
/// there is none, from the nearest folder above the file in which there is such a file.
public enum PluginPath {
  /// What such a path begins with, as ``Reference/Target/file(path:anchor:)`` has it.
  public static let marker = "${CLAUDE_PLUGIN_ROOT}/"

  /// What follows the root in `path`, which may also be written `$CLAUDE_PLUGIN_ROOT/…`; nil where
  /// it is no such path, or names the root itself.
  public static func rest(of path: some StringProtocol) -> String? {
    for start in [marker, "$CLAUDE_PLUGIN_ROOT/"] where path.utf8.starts(with: start.utf8) {
      let rest = path.dropFirst(start.count)
      return rest.isEmpty ? nil : String(rest)
    }
    return nil
  }
}
