/// Something that a composed component refers to and does not hold.
package struct LooseEnd: Sendable, Hashable {
  /// The file of the component that refers to it, below the workspace.
  package var path: String
  /// What it refers to, as it is written there.
  package var what: String
  /// Why it is not there: lower case, no full stop.
  package var why: String

  /// Something unresolved.
  package init(path: String, what: String, why: String) {
    self.path = path
    self.what = what
    self.why = why
  }
}
