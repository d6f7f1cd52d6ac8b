/// Where the parser and shfmt see other functions, and why that stays so.
struct KnownDisagreement {
  /// The end of the file's path.
  let file: String
  /// The function.
  let name: String
  /// Why.
  let reason: String

  /// All of them, over the scripts of a Debian with a cloud SDK.
  static let all = [
    KnownDisagreement(
      file: "jetty-home/bin/jetty.sh", name: "findDirectory",
      reason: """
        `[ "$OP" "$L" ]` has its operator in a variable, which the grammar does not know. The \
        function is found where it begins, but goes on to the next one: the comment between is \
        taken for a part of it.
        """)
  ]

  /// Whether this is why `disagreement` came about.
  func explains(_ disagreement: Disagreement) -> Bool {
    disagreement.path.hasSuffix(file) && disagreement.name == name
  }
}
