import Examples
import Git
import Sections
import Testing
import Workspace

/// An operation on the workspace, another folder and references, stopped at every effect it has on
/// the disk.
struct OperationCrashTests {
  /// Two folders, a repository with a commit, and an operation on all of them.
  private struct Case {
    let site: Site
    let other: String
    let head: ObjectID

    init() async throws {
      site = try Site()
      try site.scratch.write("old\n", to: "other/notes.md")
      other = site.scratch.path + "/other"
      let commit = try await site.workspace().commit(message: "first", author: site.author)
      head = try #require(commit?.id)
    }

    /// A file is edited, one is made and one removed, in both folders; a branch is made.
    func changes() throws -> Changes {
      var changes = Changes()
      func content(_ text: String) -> FileContent { FileContent(bytes: Array(text.utf8)) }
      func path(_ text: String) throws -> RelativePath { try RelativePath(text) }
      changes.write(
        content("# PDF 2\n"), to: try path("skills/pdf/SKILL.md"), in: .workspace,
        replacing: content("# PDF\n"))
      changes.write(
        content("new\n"), to: try path("agents/new/a.md"), in: .workspace, replacing: nil)
      changes.write(
        content("new\n"), to: try path("notes.md"), in: .folder(other), replacing: content("old\n"))
      changes.write(
        content("more\n"), to: try path("deep/more.md"), in: .folder(other), replacing: nil)
      changes.remove(
        try path("skills/pdf/references/forms.md"), in: .workspace, replacing: content("forms\n"))
      changes.move(ReferenceEdit("refs/heads/side", from: nil, to: head))
      return changes
    }

    @discardableResult
    func perform(_ changes: Changes, _ hazard: Hazard = .none) async throws -> Operation {
      let (workspace, journal) = (try site.workspace(hazard: hazard), site.journal(hazard: hazard))
      return try await workspace.exclusively {
        let begun = try await workspace.begin(changes, as: "test", "all of it", journal: journal)
        let done = try await workspace.carryOut(begun, journal: journal)
        try await workspace.end(done, journal: journal)
        return done
      }
    }

    func recover(_ hazard: Hazard = .none) async throws {
      let (workspace, journal) = (try site.workspace(hazard: hazard), site.journal(hazard: hazard))
      guard let operation = try await workspace.recover(journal: journal) else { return }
      try await workspace.end(operation, journal: journal)
    }

    func undo(_ hazard: Hazard = .none) async throws {
      let last = try #require(try site.journal().operations().first)
      try await perform(try await site.workspace().changes(undoing: last), hazard)
    }

    /// Everything there is: files by path, and references.
    func all() throws -> [String: String] {
      var all: [String: String] = [:]
      for folder in ["workspace", "other"] {
        for (path, text) in try site.files(folder) { all["\(folder)/\(path)"] = text }
      }
      all["references"] = try site.git("for-each-ref", "refs/heads", "refs/tags")
      return all
    }
  }

  /// What is done to a case, and how it is to be before.
  private enum Act: String, CaseIterable {
    case doing, undoing, redoing

    func prepare(_ subject: Case) async throws {
      if self != .doing { try await subject.perform(subject.changes()) }
      if self == .redoing { try await subject.undo() }
    }

    func callAsFunction(_ subject: Case, _ hazard: Hazard = .none) async throws {
      if self == .doing {
        try await subject.perform(subject.changes(), hazard)
      } else {
        try await subject.undo(hazard)
      }
    }
  }

  /// Stops an act at every effect, and has it finished or taken back.
  ///
  /// - Parameter fails: whether an effect fails when the act is to be stopped at another.
  private func stop(
    _ act: Act, failing fails: @escaping @Sendable (Int, Int) -> Bool,
    recovering: (Case) async throws -> Void = { try await $0.recover() }
  ) async throws {
    let model = try await Case()
    try await act.prepare(model)
    let before = try model.all()
    let counter = CrashTests.Counter()
    try await act(model, counter.hazard)
    let after = try model.all()
    #expect(counter.total > 25)
    for moment in 1...counter.total {
      let comment: Comment = "\(act.rawValue), stopped at \(moment) of \(counter.total)"
      let subject = try await Case()
      try await act.prepare(subject)
      try? await act(subject, CrashTests.Counter { fails($0, moment) }.hazard)
      let now = try subject.all()
      for path in Set(now.keys).union(before.keys).union(after.keys) {
        #expect(now[path] == before[path] || now[path] == after[path], comment)
      }
      try await recovering(subject)
      let then = try subject.all()
      #expect(then == before || then == after, comment)
      try expectSettled(subject, comment)
    }
  }

  private func expectSettled(_ subject: Case, _ comment: Comment) throws {
    #expect(try subject.site.journal().unfinished() == nil, comment)
    let left = try subject.site.scratch.run(
      "find", ".", "-name", ".joinery-*.tmp", "-o", "-name", "*.begun.json")
    #expect(left == "", comment)
    _ = try subject.site.git("fsck", "--strict")
  }

  @Test(arguments: ["doing", "undoing", "redoing"])
  func `a crash at any moment is finished or taken back as a whole`(name: String) async throws {
    try await stop(try #require(Act(rawValue: name))) { $0 >= $1 }
  }

  @Test(arguments: ["doing", "undoing", "redoing"])
  func `any one effect may fail`(name: String) async throws {
    try await stop(try #require(Act(rawValue: name))) { $0 == $1 }
  }

  @Test func `a crash while a crash is mended is mended too`() async throws {
    try await stop(.doing, failing: { $0 >= $1 }) { subject in
      for moment in [1, 4, 9, 16] {
        try? await subject.recover(CrashTests.Counter { $0 >= moment }.hazard)
      }
      try await subject.recover()
    }
  }

  @Test func `undoing an undo is doing it again`() async throws {
    let subject = try await Case()
    let before = try subject.all()
    try await subject.perform(subject.changes())
    let after = try subject.all()
    for _ in 1...2 {
      try await subject.undo()
      #expect(try subject.all() == before)
      try await subject.undo()
      #expect(try subject.all() == after)
    }
  }
}
