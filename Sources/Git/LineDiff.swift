internal import CGit2

/// How two texts differ, line by line: what `git diff` says between them.
///
/// Lines end with LF alone, as git has them. Put together, the lines of a hunk that are not added
/// are the old bytes, and those that are not removed the new ones.
package struct LineDiff: Hashable, Sendable {
  /// One line of a hunk.
  package struct Line: Hashable, Sendable {
    /// What became of it.
    package enum Kind: String, Sendable, Codable {
      case context, removed, added
    }

    /// What became of it.
    package let kind: Kind
    /// Its bytes, with the LF that ends it; only a file's last line may have none.
    package let bytes: [UInt8]
  }

  /// Lines that differ, with some around them that do not.
  package struct Hunk: Hashable, Sendable {
    /// The first line in the old text, from 1. Where `oldCount` is 0, the line before the hunk.
    package let oldStart: Int
    /// How many lines of the old text there are.
    package let oldCount: Int
    /// The first line in the new text, from 1. Where `newCount` is 0, the line before the hunk.
    package let newStart: Int
    /// How many lines of the new text there are.
    package let newCount: Int
    /// The lines, in order.
    package let lines: [Line]
  }

  /// The places that differ, in order. None where a text is binary.
  package let hunks: [Hunk]
  /// Whether one of the two has a NUL near its beginning, and so is no text.
  package let isBinary: Bool

  /// Compares two texts.
  ///
  /// - Parameters:
  ///   - context: how many equal lines to give around those that differ.
  ///   - followsIndentation: whether, of equal ways to say the same, to prefer the one whose
  ///     hunks begin where the indentation does, as `git diff` has it.
  /// - Throws: ``GitFailure`` where a text is too long for libgit2.
  package init(
    from old: [UInt8], to new: [UInt8], context: Int = 3, followsIndentation: Bool = true
  ) throws(GitFailure) {
    try Library.open()
    var options = git_diff_options()
    git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    options.context_lines = UInt32(context)
    if followsIndentation { options.flags |= GIT_DIFF_INDENT_HEURISTIC.rawValue }
    (hunks, isBinary) = try old.withUnsafeBufferPointer { old throws(GitFailure) in
      try new.withUnsafeBufferPointer { new throws(GitFailure) in
        let patch = try make("compare two texts") { made in
          git_patch_from_buffers(
            &made, old.baseAddress, old.count, nil, new.baseAddress, new.count, nil, &options)
        }
        defer { git_patch_free(patch) }
        let isBinary =
          git_patch_get_delta(patch).pointee.flags & GIT_DIFF_FLAG_BINARY.rawValue != 0
        return (try Self.hunks(of: patch), isBinary)
      }
    }
  }

  private static func hunks(of patch: OpaquePointer) throws(GitFailure) -> [Hunk] {
    var hunks: [Hunk] = []
    for index in 0..<git_patch_num_hunks(patch) { hunks.append(try Hunk(index, of: patch)) }
    return hunks
  }

  /// How many lines were added.
  package var added: Int { count(.added) }

  /// How many lines were removed.
  package var removed: Int { count(.removed) }

  private func count(_ kind: Line.Kind) -> Int {
    hunks.reduce(0) { $0 + $1.lines.count { $0.kind == kind } }
  }
}

extension LineDiff.Hunk {
  fileprivate init(_ index: Int, of patch: OpaquePointer) throws(GitFailure) {
    var hunk: UnsafePointer<git_diff_hunk>?
    var count = 0
    try check("read a difference") { git_patch_get_hunk(&hunk, &count, patch, index) }
    var lines: [LineDiff.Line] = []
    for number in 0..<count {
      var line: UnsafePointer<git_diff_line>?
      try check("read a difference") { git_patch_get_line_in_hunk(&line, patch, index, number) }
      if let line, let read = LineDiff.Line(line.pointee) { lines.append(read) }
    }
    oldStart = Int(hunk?.pointee.old_start ?? 0)
    oldCount = Int(hunk?.pointee.old_lines ?? 0)
    newStart = Int(hunk?.pointee.new_start ?? 0)
    newCount = Int(hunk?.pointee.new_lines ?? 0)
    self.lines = lines
  }
}

extension LineDiff.Line {
  /// The line that libgit2 means; nil for its remarks on missing ends, which the bytes tell too.
  fileprivate init?(_ line: git_diff_line) {
    switch UInt32(bitPattern: Int32(line.origin)) {
    case GIT_DIFF_LINE_CONTEXT.rawValue: kind = .context
    case GIT_DIFF_LINE_ADDITION.rawValue: kind = .added
    case GIT_DIFF_LINE_DELETION.rawValue: kind = .removed
    default: return nil
    }
    bytes = Array(UnsafeRawBufferPointer(start: line.content, count: line.content_len))
  }
}
