internal import Components
internal import Sections
internal import Yams

/// The fields between the `---` lines at the start of a Markdown file.
struct Header {
  /// What a field may be, as YAML has it.
  enum Shape: Sendable {
    case text, number, boolean, null, list, mapping
  }

  /// A field: its value where it is a scalar, and its line in the file.
  struct Field {
    /// What it is.
    var shape: Shape
    /// Its value as it is written; nil for a list or mapping.
    var text: String?
    /// The texts of a list; a text alone as its only one; empty for everything else.
    var items: [String]
    /// Where it stands, counted from 1.
    var line: Int
  }

  /// How the fields are told apart from the rest, and which YAML is understood.
  enum Reading: Sendable {
    /// As the specification's validator does it: from the first three hyphens to the next three,
    /// wherever these are, in a YAML without flow style, anchors and tags, where every scalar is
    /// a text.
    case specification
    /// As the makers' packaging does it: between lines, in any YAML.
    case packaging
    /// As agents do it: the same after a byte order mark too, and with blanks behind the hyphens.
    case lenient
  }

  /// Why there are no fields.
  enum Failure: Error {
    /// The file does not begin with `---`: what is wrong, in words.
    case missing(String)
    /// Nothing closes the fields.
    case unclosed
    /// The file is not UTF-8.
    case notUTF8
    /// What stands between is no YAML mapping.
    case notYAML(line: Int, reason: String)
  }

  /// The fields by key.
  private(set) var fields: [String: Field] = [:]

  /// Reads the fields of the file that `bytes` are.
  init(_ bytes: [UInt8], as reading: Reading = .lenient) throws(Failure) {
    let text = try Header.text(of: bytes, reading)
    let lines = YAMLLines(text)
    do {
      let node = try YAMLDocument.top(of: text)
      guard let node, let mapping = node.mapping else {
        throw Failure.notYAML(line: 2, reason: "the frontmatter has no fields")
      }
      var plain = PlainYAML(lines, isStrict: reading == .specification)
      if reading != .lenient, let fault = plain.fault(in: node) {
        throw Failure.notYAML(line: lines.number(fault.line), reason: fault.reason)
      }
      for (key, value) in mapping {
        fields[key.scalar?.string ?? ""] = Field(
          value, line: lines.number(key.mark?.line ?? 1), isPlain: reading == .specification)
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      let complaint = YAMLComplaint(error)
      throw .notYAML(line: lines.number(complaint.line), reason: complaint.reason)
    }
  }

  /// The YAML, after as many line ends as there are before it in the file: one.
  private static func text(
    of bytes: [UInt8], _ reading: Reading
  ) throws(Failure) -> String {
    guard reading != .lenient else { return try lenientText(of: bytes) }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
    let mark = "---".utf8
    guard bytes.starts(with: mark) else {
      throw .missing(
        bytes.starts(with: [0xEF, 0xBB, 0xBF])
          ? "the file begins with a byte order mark, not “---”"
          : "the file does not begin with “---”")
    }
    let lines = bytes.withUnixLineEnds
    if reading == .packaging {
      guard lines.starts(with: "---\n".utf8) else { throw .unclosed }
      // The line end before the closing hyphens may be the one after the opening ones only where
      // something stands between, if just an empty line.
      guard let end = lines.firstRange(of: Array("\n---".utf8), from: 4) else { throw .unclosed }
      return String(decoding: lines[3..<end], as: UTF8.self)
    }
    guard let end = lines.firstRange(of: Array(mark), from: 3) else { throw .unclosed }
    return String(decoding: lines[3..<end], as: UTF8.self)
  }

  private static func lenientText(of bytes: [UInt8]) throws(Failure) -> String {
    let source = Source(path: "", bytes: bytes)
    guard let range = source.frontmatter?.yaml else {
      let start = bytes.dropFirst(source.byteOrderMark)
      throw start.starts(with: "---".utf8)
        ? .unclosed : .missing("the file does not begin with “---”")
    }
    return "\n" + source.text(range)
  }
}

extension Header.Field {
  /// The field that a node is. Where all is plain, every scalar is a text.
  fileprivate init(_ node: Node, line: Int, isPlain: Bool) {
    self.line = line
    switch node {
    case .scalar(let scalar):
      shape = isPlain ? .text : Header.Shape(node.tag)
      text = shape == .null ? "" : scalar.string
      items = shape == .text ? [scalar.string] : []
    case .sequence(let nodes):
      shape = .list
      items = nodes.compactMap { $0.scalar?.string }
    case .mapping, .alias:
      shape = .mapping
      items = []
    }
  }
}

extension Header.Shape {
  /// What a scalar with that tag is.
  fileprivate init(_ tag: Tag) {
    switch tag {
    case Tag(.null): self = .null
    case Tag(.bool): self = .boolean
    case Tag(.int), Tag(.float), Tag(.timestamp): self = .number
    default: self = .text
    }
  }
}

extension [UInt8] {
  /// The bytes with LF for CR LF and for a CR alone.
  fileprivate var withUnixLineEnds: [UInt8] {
    guard contains(0x0D) else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    for (index, byte) in enumerated() {
      guard byte == 0x0D else {
        result.append(byte)
        continue
      }
      if index + 1 >= count || self[index + 1] != 0x0A { result.append(0x0A) }
    }
    return result
  }

  /// Where `other` begins for the first time at or after `start`; nil where it does not.
  fileprivate func firstRange(of other: [UInt8], from start: Int) -> Int? {
    guard count >= start + other.count else { return nil }
    return (start...count - other.count).first { self[$0...].starts(with: other) }
  }
}
