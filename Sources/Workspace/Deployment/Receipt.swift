package import Git
package import Sections

/// What a deployment did.
package struct Receipt: Hashable, Sendable, Codable {
  /// What came of one step of the plan.
  package struct Entry: Hashable, Sendable, Codable {
    /// The file.
    package let path: RelativePath
    /// What was planned.
    package let action: Step.Action
    /// Why it was not done, and the target kept what it has; nil where it was done.
    package let skipped: String?

    init(_ step: Step, skipped: String?) {
      path = step.path
      action = step.action
      self.skipped = skipped
    }
  }

  /// Where to.
  package let target: Target
  /// The plan, by its hash.
  package let plan: ContentHash
  /// What came of each step that was to change or decide something, in order.
  package let entries: [Entry]
  /// The commit that names what is deployed now; nil where nothing ever was.
  package let base: ObjectID?
  /// Why it stopped early; nil where every step was tried.
  package let failure: String?
  /// When it ended: seconds since 1970.
  package let time: Int64

  /// The files that the target kept, with the reason.
  package var skipped: [Entry] { entries.filter { $0.skipped != nil } }
}
