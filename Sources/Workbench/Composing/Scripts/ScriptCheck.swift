internal import Composition

/// What a language's own checker says of a script.
struct ScriptCheck {
  /// What came of it.
  enum State: String {
    case passed, failed, unchecked, unchanged
  }

  /// What came of it.
  var state: State
  /// The same in words.
  var words: String
  /// What is wrong with the script.
  var findings: [Composition.Finding] = []
}

extension Workbench {
  /// Asks the language's own checker about a composed script. Nothing of it is run.
  ///
  /// What the checker does not take is an error, unless it does not take one of the files either
  /// that the script was made of.
  func check(
    _ script: Composed.Script, of file: Composed.File, isChanged: Bool
  ) async -> ScriptCheck {
    guard isChanged else { return ScriptCheck(state: .unchanged, words: "syntax as it was") }
    guard let checker = SyntaxChecker(script.language, for: file.draft.bytes, along: programs)
    else {
      return ScriptCheck(
        state: .unchecked, words: "syntax not checked: no checker for \(script.language) here")
    }
    switch await checker.check(file.draft.bytes, in: home.state) {
    case .passed: return ScriptCheck(state: .passed, words: "syntax checked by \(checker.name)")
    case .unable(let reason):
      return ScriptCheck(state: .unchecked, words: "syntax not checked: \(reason)")
    case .failed(let line, let message):
      var isOurs = true
      for source in script.sources {
        if case .failed = await checker.check(source.bytes, in: home.state) { isOurs = false }
      }
      let finding = Composition.Finding.syntax(
        at: file.path, line: line, message, isOurs: isOurs)
      return ScriptCheck(
        state: .failed, words: "syntax refused by \(checker.name)", findings: [finding])
    }
  }
}
