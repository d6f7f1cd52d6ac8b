package import Git
package import Sections

/// What a deployment will do, before it does it.
package struct Plan: Hashable, Sendable, Codable {
  /// Where to.
  package let target: Target
  /// The commit that names what was last deployed there; nil before the first deployment.
  package let base: ObjectID?
  /// What is done about each file, in order; files that stay as they are included.
  package let steps: [Step]
  /// The hash of everything above.
  package let hash: ContentHash

  init(target: Target, base: ObjectID?, steps: [Step]) {
    self.target = target
    self.base = base
    self.steps = steps
    hash = Plan.hash(target, base, steps)
  }

  /// Whether there is nothing to do.
  package var isEmpty: Bool { !steps.contains(where: \.isChange) }

  /// The steps that the user has to decide about.
  package var conflicts: [Step] { steps.filter { $0.action == .conflict } }

  /// How many bytes are written.
  package var bytes: Int { steps.reduce(0) { $0 + ($1.touchesTarget ? $1.bytes : 0) } }

  /// The files about which another plan for the same target says something else.
  package func differences(from other: Plan) -> [RelativePath] {
    let steps = Dictionary(uniqueKeysWithValues: other.steps.map { ($0.path, $0) })
    let own = Set(self.steps.map(\.path))
    return self.steps.filter { steps[$0.path] != $0 }.map(\.path)
      + other.steps.map(\.path).filter { !own.contains($0) }
  }

  /// The same plan without the files that stay as they are.
  var changesOnly: Plan {
    Plan(target: target, base: base, steps: steps.filter { $0.action != .keep })
  }

  /// Whether nobody changed the plan since it was made.
  var isIntact: Bool { hash == Plan.hash(target, base, steps) }

  private static func hash(_ target: Target, _ base: ObjectID?, _ steps: [Step]) -> ContentHash {
    var text = "joinery plan 1\0\(target.name)\0\(target.root)\0\(base?.hex ?? "")\0"
    // What stays as it is follows from the base, and does not make a plan another.
    for step in steps where step.action != .keep {
      text += "\(step.path)\0\(step.action.rawValue)\0\(mark(step.wanted))\0\(mark(step.found))\0"
      text += "\(mark(step.base))\0\(mark(step.merged))\0\(step.bytes)\0"
      if step.isPart { text += "part\0" }
    }
    return ContentHash(of: Array(text.utf8))
  }

  private static func mark(_ version: FileVersion?) -> String {
    version.map { "\($0.id)\($0.isExecutable ? "x" : "-")" } ?? ""
  }

  private static func mark(_ found: Found) -> String {
    switch found {
    case .nothing: ""
    case .file(let version): mark(version)
    case .blocked(let reason): "blocked \(reason)"
    }
  }
}
