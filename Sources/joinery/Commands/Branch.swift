internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Branch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "branch", abstract: "List the branches of the workspace, or make one.",
      discussion: """
        Examples:
          joinery branch                  the branches; a star marks the current one
          joinery branch experiment       make one at the last commit
          joinery branch -d experiment    remove one whose commits are in the current one
        """)

    @Argument(help: "A branch to make.")
    var name: String?

    @Flag(name: [.long, .customShort("d")], help: "Remove the branch.")
    var delete = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      if delete, name == nil { throw ValidationError("Name the branch to remove.") }
    }

    func run() async throws {
      let bench = try global.open()
      let branches =
        if let name {
          delete ? try await bench.removeBranch(name) : try await bench.addBranch(name)
        } else {
          try await bench.branches()
        }
      try global.print(branches) { branches, terminal in
        branches.isEmpty
          ? "There is no commit yet." : branches.map { $0.line(terminal) }.joined(separator: "\n")
      }
    }
  }

  struct Switch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "switch", abstract: "Make the workspace stand on another branch.",
      discussion: """
        Only files that differ between the two branches are written. Where one of them has \
        changes that are not committed, nothing is.

        Examples:
          joinery switch experiment
          joinery switch -c experiment     make it first, at the last commit
        """)

    @Argument(help: "The branch.")
    var name: String

    @Flag(name: [.long, .customShort("c")], help: "Make the branch first, at the last commit.")
    var create = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().switchBranch(to: name, creating: create)
      try global.print(report) { report, terminal in
        (report.files.map { $0.line(terminal) }
          + ["on \(report.isNew ? "the new branch " : "")\(Terminal.safe(report.branch))"])
          .joined(separator: "\n")
      }
    }
  }
}

extension BranchView {
  fileprivate func line(_ terminal: Terminal) -> String {
    let name = Terminal.safe(name)
    let mark = isCurrent ? "* \(terminal.styled(name, .green))" : "  \(name)"
    return "\(mark)  \(terminal.styled(commit, .dim))"
  }
}

extension FileChangeView {
  /// The change on one line.
  func line(_ terminal: Terminal) -> String {
    let colour: Terminal.Style =
      action == "create" ? .green : action == "remove" ? .red : .yellow
    return "\(terminal.styled(action.padding(to: 9), colour)) \(Terminal.safe(path))"
  }
}
