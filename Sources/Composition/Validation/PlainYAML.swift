internal import Yams

/// The part of YAML that the specification's validator reads: StrictYAML, which has no flow style,
/// no anchors, no tags and no merge keys, and wants nested mappings to be indented alike.
///
/// StrictYAML’s documentation, “What YAML features does StrictYAML remove?”.
enum PlainYAML {
  /// What is not allowed, and where.
  struct Fault {
    /// The line, counted from 1.
    let line: Int
    /// What is wrong: lower case, no full stop.
    let reason: String
  }

  /// The first thing in a document that is beyond that part; nil where nothing is.
  ///
  /// - Parameter text: the document that `node` was read from.
  static func fault(in node: Node, of text: String) -> Fault? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return fault(in: node, lines)
  }

  /// Recursive, but no deeper than the reader of the document allowed.
  private static func fault(in node: Node, _ lines: [Substring]) -> Fault? {
    // The reader does not keep how a node was written. What it was written with, it begins with.
    let start = start(of: node, lines)
    switch (start?.first, node) {
    case ("&", _): return Fault(node, "an anchor (“&”)")
    case ("!", _): return Fault(node, "a tag (“!”)")
    case ("[", .sequence): return Fault(node, "a list in brackets (“[a, b]”)")
    case ("{", .mapping): return Fault(node, "a mapping in braces (“{a: b}”)")
    default: break
    }
    switch node {
    case .scalar: return start.map(hasTab) == true ? Fault(node, "a tab outside of quotes") : nil
    case .sequence(let sequence): return sequence.lazy.compactMap { fault(in: $0, lines) }.first
    case .mapping(let mapping): return fault(in: mapping, lines)
    case .alias: return Fault(node, "an alias (“*”)")
    }
  }

  private static func fault(in mapping: Node.Mapping, _ lines: [Substring]) -> Fault? {
    for (key, value) in mapping {
      guard let name = key.scalar else { return Fault(key, "a key that is no text") }
      if name.style == .plain, name.string == "<<" { return Fault(key, "a merge key (“<<”)") }
      if let fault = fault(in: key, lines) ?? fault(in: value, lines) { return fault }
    }
    let nested = mapping.values.filter { $0.mapping != nil }
    let odd = nested.first { $0.mark?.column != nested.first?.mark?.column }
    return odd.map {
      Fault(line: $0.mark?.line ?? 1, reason: "not indented as the mappings before it are")
    }
  }

  /// What stands from the beginning of a node to the end of its line.
  private static func start(of node: Node, _ lines: [Substring]) -> Substring.UnicodeScalarView? {
    guard let mark = node.mark, lines.indices.contains(mark.line - 1) else { return nil }
    return lines[mark.line - 1].unicodeScalars.dropFirst(max(mark.column - 1, 0))
  }

  /// Whether there is a tab in the rest of a line, outside of quotes and comments.
  private static func hasTab(_ line: Substring.UnicodeScalarView) -> Bool {
    guard line.contains("\t") else { return false }
    var quote: Unicode.Scalar?
    var before: Unicode.Scalar = " "
    for scalar in line {
      if let open = quote {
        if scalar == open, before != "\\" { quote = nil }
      } else if before == " ", scalar == "#" {
        return false
      } else if before == " ", scalar == "\"" || scalar == "'" {
        quote = scalar
      } else if scalar == "\t" {
        return true
      }
      before = scalar
    }
    return false
  }
}

extension PlainYAML.Fault {
  fileprivate init(_ node: Node, _ feature: String) {
    line = node.mark?.line ?? 1
    reason = "\(feature), which the specification's validator does not read"
  }
}
