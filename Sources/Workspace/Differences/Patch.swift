internal import Git

/// A difference as a unified diff, which `git apply` and `patch -p1` turn into the new file.
package struct Patch: Sendable {
  /// The text, byte for byte: the lines of files stay as they are, valid UTF-8 or not.
  package private(set) var bytes: [UInt8] = []

  /// The patch of a file.
  ///
  /// - Parameter context: what to write behind the second `@@` of each hunk.
  package init(_ difference: FileDifference, context: [String] = []) {
    writeHeader(of: difference)
    for (index, hunk) in difference.lines.hunks.enumerated() {
      write(hunk, context: index < context.count ? context[index] : "")
    }
  }

  private mutating func write(_ line: String) { bytes += Array(line.utf8) + [0x0A] }

  // MARK: Header

  private mutating func writeHeader(of difference: FileDifference) {
    let (old, new) = (difference.old, difference.new)
    guard let shown = new ?? old else { return }
    let (before, after) = ((old ?? shown).path.text, shown.path.text)
    write("diff --git \(Self.quoted("a/" + before)) \(Self.quoted("b/" + after))")
    let oldMode = old.map { Self.mode($0) }
    let newMode = new.map { Self.mode($0) }
    switch (oldMode, newMode) {
    case (nil, let mode?): write("new file mode \(mode)")
    case (let mode?, nil): write("deleted file mode \(mode)")
    case (let one?, let other?) where one != other: write("old mode \(one)\nnew mode \(other)")
    default: break
    }
    if before != after {
      write("similarity index \(difference.similarity)%")
      write("rename from \(Self.quoted(before))\nrename to \(Self.quoted(after))")
    }
    guard old?.id != new?.id else { return }
    let mode = oldMode == newMode ? oldMode.map { " \($0)" } : nil
    write("index \(Self.short(old))..\(Self.short(new))\(mode ?? "")")
    writeNames(of: difference, before, after)
  }

  private mutating func writeNames(
    of difference: FileDifference, _ before: String, _ after: String
  ) {
    let old = difference.old == nil ? nil : Self.quoted("a/" + before)
    let new = difference.new == nil ? nil : Self.quoted("b/" + after)
    if difference.lines.isBinary {
      write("Binary files \(old ?? "/dev/null") and \(new ?? "/dev/null") differ")
    } else if !difference.lines.hunks.isEmpty {
      write("--- \(Self.ended(old))\n+++ \(Self.ended(new))")
    }
  }

  private static func mode(_ side: FileDifference.Side) -> String {
    side.content.isExecutable ? "100755" : "100644"
  }

  private static func short(_ side: FileDifference.Side?) -> String {
    side.map { String($0.id.hex.prefix(7)) } ?? "0000000"
  }

  /// The name for a line of its own. Behind a name with spaces stands a tab, so that programs
  /// which look for a date there find the name's end.
  private static func ended(_ name: String?) -> String {
    guard let name else { return "/dev/null" }
    return name.contains(" ") ? name + "\t" : name
  }

  /// A path as git writes it: where a byte is no plain ASCII, between quotes and escaped.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    return isPlain ? path : "\"" + path.utf8.map(escaped).joined() + "\""
  }

  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case 0x07: "\\a"
    case 0x08: "\\b"
    case 0x09: "\\t"
    case 0x0A: "\\n"
    case 0x0B: "\\v"
    case 0x0C: "\\f"
    case 0x0D: "\\r"
    case 0x22: "\\\""
    case 0x5C: "\\\\"
    case 0x20..<0x7F: String(Unicode.Scalar(byte))
    default: "\\" + String(Int(byte) + 0o1000, radix: 8).dropFirst()
    }
  }

  // MARK: Hunks

  private mutating func write(_ hunk: LineDiff.Hunk, context: String) {
    write(hunk.header(context: context))
    for line in hunk.lines {
      bytes.append(line.kind.sign)
      bytes += line.bytes
      if line.bytes.last != 0x0A { write("\n\\ No newline at end of file") }
    }
  }
}

extension LineDiff.Hunk {
  /// The line that a hunk begins with: `@@ -1,4 +1,5 @@ Quick start`.
  package func header(context: String) -> String {
    let old = oldCount == 1 ? "\(oldStart)" : "\(oldStart),\(oldCount)"
    let new = newCount == 1 ? "\(newStart)" : "\(newStart),\(newCount)"
    return "@@ -\(old) +\(new) @@" + (context.isEmpty ? "" : " \(context)")
  }
}

extension LineDiff.Line.Kind {
  /// What a unified diff puts before such a line.
  package var sign: UInt8 {
    switch self {
    case .context: UInt8(ascii: " ")
    case .removed: UInt8(ascii: "-")
    case .added: UInt8(ascii: "+")
    }
  }
}
