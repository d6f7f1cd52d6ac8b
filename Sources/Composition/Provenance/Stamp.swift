internal import Components
internal import Sections

/// What a component says in its own `metadata` of how it was made, for those who want that there.
///
/// `joinery.recipe` is the component's name and the hash of its recipe; `joinery.sources` are the
/// addresses of its sections, each with the hash of its bytes. Both are short texts, and the same
/// for the same recipe and sections. All that the lock says stays in the lock.
package struct Stamp: Sendable, Equatable {
  /// What its keys begin with.
  static let prefix = "joinery."
  /// How many sections are named.
  private static let most = 12

  private let recipe: String
  private let sources: String

  /// The stamp of what `recipe` makes of `parts`.
  package init(_ recipe: Recipe, parts: [Part]) {
    let name = recipe.parameters["name"]?.texts.first ?? recipe.template
    let digest = ContentHash(of: Array(recipe.text.utf8)).short
    self.recipe = "\(Stamp.isPlain(name) ? name : recipe.template)@\(digest)"
    let hashes = Dictionary(parts.map { ($0.address.text, $0.passage.hash) }) { first, _ in first }
    var seen: Set<PathKey> = []
    let all = recipe.addresses.compactMap { address -> String? in
      guard let hash = hashes[address.text] else { return nil }
      let pin = address.pin.map { $0.count + 1 } ?? 0
      let text = "\(address.text.dropLast(pin))@\(hash.short)"
      return seen.insert(PathKey(text)).inserted ? text : nil
    }
    let shown = all.filter(Stamp.isPlain).prefix(Stamp.most)
    let rest = all.count - shown.count
    sources = (shown + (rest > 0 ? ["\(rest) more"] : [])).joined(separator: ", ")
  }

  /// `recipe` with the stamp among its metadata.
  ///
  /// - Throws: ``CompositionFailure/noStamp(template:kind:)`` where what the template makes has no
  ///   such field.
  package func applied(
    to recipe: Recipe, _ template: Template
  ) throws(CompositionFailure) -> Recipe {
    let hasField =
      FieldRules.known(for: template.kind, profile: .spec).contains("metadata")
      && template.parameters.contains { $0.name == "metadata" && $0.kind == .map }
    guard hasField else { throw .noStamp(template: template.name, kind: template.kind.rawValue) }
    var result = recipe
    let own = recipe.parameters["metadata"]?.texts.filter { !$0.isEmpty } ?? []
    let others = own.filter { !$0.hasPrefix("\(Stamp.prefix)recipe=") }
      .filter { !$0.hasPrefix("\(Stamp.prefix)sources=") }
    result.parameters["metadata"] = .list(
      others + ["\(Stamp.prefix)recipe=\(self.recipe)"]
        + (sources.isEmpty ? [] : ["\(Stamp.prefix)sources=\(sources)"]))
    return result
  }

  /// Whether every profile takes `text` in frontmatter: no angle brackets, nothing that is not
  /// seen.
  private static func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator,
        .paragraphSeparator:
        false
      default: !"<>".unicodeScalars.contains(scalar)
      }
    }
  }
}
