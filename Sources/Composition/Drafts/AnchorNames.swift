package import Sections

/// The anchors that GitHub gives the headings of one file, asked for in their order: `usage`, and
/// `usage-1` for the second heading of that name.
package struct AnchorNames {
  private var taken: [PathKey: Int] = [:]

  /// The names of a file without headings.
  package init() {}

  /// The anchor of the next heading.
  package mutating func next(_ title: String) -> String {
    let slug = Anchor.slug(title)
    var name = slug
    while taken[PathKey(name)] != nil {
      let number = taken[PathKey(slug), default: 0] + 1
      taken[PathKey(slug)] = number
      name = "\(slug)-\(number)"
    }
    taken[PathKey(name)] = 0
    return name
  }

  /// The anchors of a file's headings, by where these begin.
  package static func all(of outline: Outline) -> [(start: Int, anchor: String)] {
    var names = AnchorNames()
    return outline.nodes.filter { $0.level != nil }.map { node in
      (node.range.lowerBound, names.next(node.title))
    }
  }
}
