internal import Sections

/// The origins of a composed file's bytes as the lock writes them: a word for each span.
///
/// A word begins with how many bytes it is for. What follows says where they come from:
///
/// ```
/// 24t3      line 3 of the template's first file; 24t3:1 of its second
/// 120s345   the section around it, from offset 345 of the file it was cut out of
/// 9s0@HASH  bytes with that hash that are no section of the list; 9s0@HASH!ID a section
/// 5r        the recipe
/// 2g        glue
/// ```
///
/// The words of one section stand in one line, and so do those between two, so that a change of
/// one section changes few lines of the lock.
struct OriginsText {
  /// The template's files, in the order in which they are first used.
  private(set) var templates: [String] = []
  /// The words, a line for each section and for what is between two.
  private(set) var lines: [String] = []

  /// Writes `spans` of a file in which `sections` are.
  init(_ spans: [Draft.Span], sections: [Lock.Range]) {
    var last: Int??
    var around = Lock.Around(sections)
    for span in spans {
      let place = around.position(of: span.range)
      let word = "\(span.range.count)\(letter(span.origin, in: place.map { sections[$0] }))"
      if case .some(place) = last, !lines.isEmpty {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(word)
      }
      last = .some(place)
    }
  }

  private mutating func letter(_ origin: Origin, in section: Lock.Range?) -> String {
    switch origin {
    case .template(let file, let line):
      let known = templates.firstIndex(of: file)
      if known == nil { templates.append(file) }
      let index = known ?? templates.count - 1
      return "t\(line)" + (index == 0 ? "" : ":\(index)")
    case .section(let id, let hash, let range):
      if let section, section.section == id, section.hash == hash { return "s\(range.lowerBound)" }
      return "s\(range.lowerBound)@\(hash)" + (id.map { "!\($0)" } ?? "")
    case .recipe: return "r"
    case .glue: return "g"
    }
  }

  /// Reads the words of a file in which `sections` are; nil where they are no such words.
  static func spans(
    _ lines: [String], templates: [String], sections: [Lock.Range]
  ) -> [Draft.Span]? {
    var spans: [Draft.Span] = []
    var end = 0
    var around = Lock.Around(sections)
    for word in lines.flatMap({ $0.split(separator: " ") }) {
      let digits = word.prefix { $0.isASCII && $0.isNumber }
      guard let count = Int(digits), count > 0, count < Int.max - end else { return nil }
      let range = end..<end + count
      let section = around.position(of: range).map { sections[$0] }
      guard
        let origin = origin(word[digits.endIndex...], count: count, templates, section: section)
      else { return nil }
      spans.append(Draft.Span(range: range, origin: origin))
      end = range.upperBound
    }
    return spans
  }

  private static func origin(
    _ word: Substring, count: Int, _ templates: [String], section: Lock.Range?
  ) -> Origin? {
    let rest = word.dropFirst()
    switch word.first {
    case "r": return rest.isEmpty ? .recipe : nil
    case "g": return rest.isEmpty ? .glue : nil
    case "t":
      let numbers = rest.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      let index = numbers.count == 2 ? numbers[1] : 0
      guard (1...2).contains(numbers.count), let line = numbers[0], let index,
        templates.indices.contains(index)
      else { return nil }
      return .template(file: templates[index], line: line)
    case "s": return passage(rest, count: count, section)
    default: return nil
    }
  }

  private static func passage(
    _ word: Substring, count: Int, _ section: Lock.Range?
  ) -> Origin? {
    let parts = word.split(separator: "@", maxSplits: 1)
    guard let first = parts.first, let start = Int(first), start >= 0, start < Int.max - count
    else { return nil }
    let range = start..<start + count
    guard parts.count == 2 else {
      return section.map { .section($0.section, hash: $0.hash, range: range) }
    }
    let names = parts[1].split(separator: "!", maxSplits: 1)
    guard let hash = names.first.flatMap({ ContentHash(hex: $0) }) else { return nil }
    guard names.count == 2 else { return .section(nil, hash: hash, range: range) }
    return SectionID(String(names[1])).map { .section($0, hash: hash, range: range) }
  }
}
