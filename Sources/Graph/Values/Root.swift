/// A folder that was ingested. The paths of its files in the library begin with its name.
package struct Root: Sendable, Hashable {
  /// The first part of its files' library paths. Unique.
  package let name: String
  /// Where it is on disk: an absolute path. Unique.
  package let location: String
  let id: Int64
}
