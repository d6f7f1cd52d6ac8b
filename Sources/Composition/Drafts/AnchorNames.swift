package import Sections

/// The anchors that GitHub gives the headings of one file, asked for in their order: `usage`, and
/// `usage-1` for the second heading of that name. Of titles with no letter the first has an empty
/// one, to which nothing leads, and the second `-1`.
package struct AnchorNames {
  private var taken: [PathKey: Int] = [:]

  /// The names of a file without headings.
  package init() {}

  /// The anchor of the next heading.
  package mutating func next(_ title: String) -> String {
    let slug = Anchor.bare(title)
    var name = slug
    while taken[PathKey(name)] != nil {
      let number = taken[PathKey(slug), default: 0] + 1
      taken[PathKey(slug)] = number
      name = "\(slug)-\(number)"
    }
    taken[PathKey(name)] = 0
    return name
  }

  /// The anchors of a file's headings, those in quotations and lists among them, by where these
  /// begin.
  package static func all(of outline: Outline) -> [(start: Int, anchor: String)] {
    var names = AnchorNames()
    let sections = outline.nodes.filter { $0.level != nil }.map { ($0.range.lowerBound, $0.title) }
    return inOrder(sections, outline.landmarks).map { ($0.start, names.next($0.title)) }
  }

  /// Headings and landmarks together, in the order of the file.
  static func inOrder(
    _ headings: [(start: Int, title: String)], _ landmarks: [Outline.Landmark]
  ) -> [(start: Int, title: String)] {
    guard !landmarks.isEmpty else { return headings }
    return (headings + landmarks.map { ($0.offset, $0.title) }).sorted { $0.start < $1.start }
  }
}
