internal import Components
package import Sections

/// What a component costs an agent to have, in tokens: estimates, as ``Sections/TokenEstimate``
/// counts.
package struct ContextCost: Sendable, Equatable {
  /// In every conversation: the name and the description that it is listed by.
  package var always = 0
  /// When it is used: the text of the file that is read first, without its frontmatter.
  package var onTrigger = 0
  /// When the agent asks for more: its other files of text.
  package var onDemand = 0

  /// Nothing.
  package init() {}

  /// What one component costs.
  ///
  /// - Parameters:
  ///   - entry: the path of the file that is read first.
  ///   - files: the bytes of its files, by path; those of components in it left out.
  package init(_ kind: Component.Kind, entry: String, files: [String: [UInt8]]) {
    for (path, bytes) in files where path != entry {
      let source = Source(path: path, bytes: bytes)
      if !source.isBinary { onDemand += TokenEstimate.tokens(bytes: bytes.count) }
    }
    let source = Source(path: entry, bytes: files[entry] ?? [])
    let front = source.frontmatter
    let body = TokenEstimate.tokens(
      bytes: source.bytes.count - (front?.whole.upperBound ?? source.byteOrderMark))
    switch kind {
    case .skill, .command, .agent:
      onTrigger = body
      let fields = Frontmatter(yaml: front.map { source.bytes[$0.yaml] } ?? [])
      // What the model may not call, it is not told of.
      guard fields["disable-model-invocation"] != .bool(true) else { break }
      let listed = ["name", "description", "when_to_use"].compactMap { fields[$0]?.text }
      always = TokenEstimate.tokens(bytes: listed.reduce(0) { $0 + $1.utf8.count })
    case .outputStyle: onTrigger = body
    // A hook runs by itself, and a manifest is not for the model.
    case .hook, .plugin: break
    case .reference, .documentation, .configuration, .script:
      onDemand += source.isBinary ? 0 : body
    }
  }

  /// Both together.
  package static func + (one: ContextCost, other: ContextCost) -> ContextCost {
    var sum = one
    sum.always += other.always
    sum.onTrigger += other.onTrigger
    sum.onDemand += other.onDemand
    return sum
  }
}
