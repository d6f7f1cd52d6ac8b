internal import CGit2

/// What came of merging three versions of a text, line by line.
package struct Merge: Hashable, Sendable {
  /// The text; where it is not clean, with both sides and the base between markers.
  package let bytes: [UInt8]
  /// Whether no two sides changed the same lines in different ways.
  package let isClean: Bool

  /// Merges what `ours` and `theirs` made of `base`.
  ///
  /// - Parameters:
  ///   - base: what both began with; nil where they never were one text. What differs stands
  ///     between markers then, with no base between the sides.
  ///   - labels: what the conflict markers call the three.
  /// - Throws: ``GitFailure`` where libgit2 cannot, for a text of over a gigabyte, say.
  package init(
    base: [UInt8]?, ours: [UInt8], theirs: [UInt8],
    labels: (base: String, ours: String, theirs: String) = ("base", "ours", "theirs")
  ) throws(GitFailure) {
    try Library.open()
    let names = (CName(labels.base), CName(labels.ours), CName(labels.theirs))
    var options = git_merge_file_options()
    git_merge_file_options_init(&options, UInt32(GIT_MERGE_FILE_OPTIONS_VERSION))
    let style = base == nil ? GIT_MERGE_FILE_STYLE_MERGE : GIT_MERGE_FILE_STYLE_DIFF3
    options.flags = style.rawValue
    options.ancestor_label = UnsafePointer(names.0.pointer)
    options.our_label = UnsafePointer(names.1.pointer)
    options.their_label = UnsafePointer(names.2.pointer)
    var result = git_merge_file_result()
    defer { git_merge_file_result_free(&result) }
    try check("merge two versions of a file") {
      withExtendedLifetime(names) {
        Self.input(base ?? []) { base in
          Self.input(ours) { ours in
            Self.input(theirs) { git_merge_file(&result, base, ours, $0, &options) }
          }
        }
      }
    }
    bytes = Array(UnsafeRawBufferPointer(start: result.ptr, count: result.len))
    isClean = result.automergeable != 0
  }

  private static func input(
    _ bytes: [UInt8], _ body: (UnsafePointer<git_merge_file_input>) -> Int32
  ) -> Int32 {
    bytes.withUnsafeBytes { raw in
      var input = git_merge_file_input()
      git_merge_file_input_init(&input, UInt32(GIT_MERGE_FILE_INPUT_VERSION))
      input.ptr = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      input.size = raw.count
      return body(&input)
    }
  }
}
