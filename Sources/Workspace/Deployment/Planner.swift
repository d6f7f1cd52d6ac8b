/// Decides what to do about each file: a pure function of three states.
///
/// Files are told apart by their bytes. That only the mode differs is never a conflict: the
/// wanted mode is set.
package enum Planner {
  /// The steps that bring a target from what is there to what is wanted, in the order of doing.
  ///
  /// - Parameters:
  ///   - wanted: what is to be there.
  ///   - found: what is there now, for every path of the other two. A path that is missing has
  ///     nothing.
  ///   - ledger: what was last deployed there.
  package static func steps(
    wanted: [RelativePath: FileVersion], found: [RelativePath: Found],
    ledger: [RelativePath: FileVersion]
  ) -> [Step] {
    let paths = Set(wanted.keys).union(ledger.keys)
    let steps = paths.map { path in
      step(
        path, wanted: wanted[path], found: found[path] ?? .nothing, base: ledger[path])
    }
    return inOrder(steps)
  }

  private static func step(
    _ path: RelativePath, wanted: FileVersion?, found: Found, base: FileVersion?
  ) -> Step {
    let action =
      if let wanted {
        action(wanted: wanted, found: found, base: base)
      } else {
        action(unwanted: found, base: base)
      }
    return Step(path: path, action: action, wanted: wanted, found: found, base: base)
  }

  private static func action(
    wanted: FileVersion, found: Found, base: FileVersion?
  ) -> Step.Action {
    switch found {
    case .nothing: .create
    case .blocked: .conflict
    case .file(wanted): base == wanted ? .keep : .adopt
    case .file(let there) where there.id == wanted.id: .update
    case .file(let there) where there.id == base?.id: .update
    case .file: wanted.id == base?.id ? .edited : .conflict
    }
  }

  private static func action(unwanted found: Found, base: FileVersion?) -> Step.Action {
    switch found {
    case .nothing: .forget
    case .file(let there) where there.id == base?.id: .remove
    case .file, .blocked: .orphan
    }
  }

  /// Agents load whatever is there. So a component's supporting files are written before the file
  /// that makes an agent look at it, and removals come last and in reverse.
  private static func inOrder(_ steps: [Step]) -> [Step] {
    let sorted = steps.sorted { one, other in
      (one.path.isEntry ? 1 : 0, one.path) < (other.path.isEntry ? 1 : 0, other.path)
    }
    return sorted.filter { $0.action != .remove }
      + sorted.reversed().filter { $0.action == .remove }
  }
}

extension RelativePath {
  /// Whether an agent finds other files through this one.
  fileprivate var isEntry: Bool {
    ["SKILL.md", "plugin.json", "hooks.json", "settings.json", "marketplace.json"]
      .contains(String(name))
  }
}
