internal import Yams

/// The part of YAML that validators in Python read.
///
/// None of their readers takes a tab outside of quotes. The specification's validator reads
/// StrictYAML, which has no flow style, no anchors, no tags and no merge keys either, and wants
/// nested mappings to be indented alike: StrictYAML’s documentation, “What YAML features does
/// StrictYAML remove?”.
struct PlainYAML {
  private let lines: [Substring.UnicodeScalarView]
  private let isStrict: Bool
  /// The lines that were read to their end: a node further on in one need not be.
  private var known: Set<Int> = []

  /// - Parameters:
  ///   - lines: those of the document.
  ///   - isStrict: whether it has to be StrictYAML.
  init(_ lines: YAMLLines, isStrict: Bool) {
    self.lines = lines.texts
    self.isStrict = isStrict
  }

  /// What is not allowed, and where.
  struct Fault {
    /// The line of the document, counted from 1.
    let line: Int
    /// What is wrong: lower case, no full stop.
    let reason: String
  }

  /// The first thing in a document that is beyond that part; nil where nothing is.
  ///
  /// Recursive, but no deeper than the reader of the document allowed.
  mutating func fault(in node: Node) -> Fault? {
    if isStrict, let feature = feature(of: node, start(of: node)) { return Fault(node, feature) }
    switch node {
    case .scalar: return hasTab(after: node) ? Fault(node, "a tab outside of quotes") : nil
    case .sequence(let sequence):
      for node in sequence {
        if let fault = fault(in: node) { return fault }
      }
      return nil
    case .mapping(let mapping): return fault(in: mapping)
    case .alias: return nil
    }
  }

  /// The reader does not keep how a node was written. What it was written with, it begins with.
  private func feature(of node: Node, _ start: Substring.UnicodeScalarView?) -> String? {
    switch (start?.first, node) {
    case ("&", _): "an anchor (“&”)"
    case ("!", _): "a tag (“!”)"
    case ("[", .sequence): "a list in brackets (“[a, b]”)"
    case ("{", .mapping): "a mapping in braces (“{a: b}”)"
    case (_, .alias): "an alias (“*”)"
    default: nil
    }
  }

  private mutating func fault(in mapping: Node.Mapping) -> Fault? {
    for (key, value) in mapping {
      if isStrict, let feature = feature(ofKey: key) { return Fault(key, feature) }
      if let fault = fault(in: key) ?? fault(in: value) { return fault }
    }
    let nested = isStrict ? mapping.values.filter { $0.mapping != nil } : []
    let odd = nested.first { $0.mark?.column != nested.first?.mark?.column }
    return odd.map {
      Fault(line: $0.mark?.line ?? 1, reason: "not indented as the mappings before it are")
    }
  }

  private func feature(ofKey key: Node) -> String? {
    guard let name = key.scalar else { return "a key that is no text" }
    return name.style == .plain && name.string == "<<" ? "a merge key (“<<”)" : nil
  }

  /// What stands from the beginning of a node to the end of its line.
  private func start(of node: Node) -> Substring.UnicodeScalarView? {
    guard let mark = node.mark, lines.indices.contains(mark.line - 1) else { return nil }
    return lines[mark.line - 1].dropFirst(max(mark.column - 1, 0))
  }

  private mutating func hasTab(after node: Node) -> Bool {
    guard let line = node.mark?.line, known.insert(line).inserted else { return false }
    return start(of: node).map(hasTab) ?? false
  }

  /// Whether there is a tab in the rest of a line, outside of quotes and comments.
  private func hasTab(_ line: Substring.UnicodeScalarView) -> Bool {
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
    reason = "\(feature), which the format's validator does not read"
  }
}
