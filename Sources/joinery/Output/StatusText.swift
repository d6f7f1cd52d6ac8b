internal import Workbench

extension StatusReport {
  /// A line for each file that is not clean, and what to do next.
  func text(_ terminal: Terminal, isVerbose: Bool) -> String {
    var lines = isClean ? ["Clean: nothing to commit, to check in or to deploy."] : []
    if !paths.isEmpty {
      lines += isVerbose ? sectioned(terminal) : [table(of: paths).text(terminal)]
    }
    lines += unreachable.map { "\(terminal.styled($0.path, .bold)): \(Terminal.safe($0.reason))" }
    lines += targets.filter { $0.unmanaged > 0 }.map {
      "\($0.target) has \($0.unmanaged) \($0.unmanaged == 1 ? "file" : "files") of others."
    }
    return (lines + hints.map { terminal.styled($0, .dim) }).joined(separator: "\n")
  }

  /// Every file that is not clean somewhere.
  private var paths: [String] {
    Set(workspace.map(\.path)).union(targets.flatMap { $0.files.map(\.path) }).sorted()
  }

  private func table(of paths: [String]) -> Table {
    let shown = targets.filter { !$0.files.isEmpty }
    var columns: [Table.Column] = [.text("commit"), .text("library")]
    columns += shown.map { .flexible($0.target) } + [.text("file")]
    var table = Table(columns)
    let files = Dictionary(workspace.map { ($0.path, $0) }) { first, _ in first }
    for path in paths {
      let states = shown.map { target in target.files.first { $0.path == path }?.state }
      let file = files[path]
      table.add([file?.uncommitted, file?.library].map(Self.cell) + states.map(Self.cell) + [path])
    }
    return table
  }

  private static func cell(_ state: String?) -> String {
    state == "update available" ? "update" : state ?? "·"
  }

  /// The table with the sections below each file.
  private func sectioned(_ terminal: Terminal) -> [String] {
    let rows = table(of: paths).text(terminal).split(separator: "\n").map(String.init)
    let files = Dictionary(workspace.map { ($0.path, $0) }) { first, _ in first }
    let sections = paths.map { path in
      (files[path]?.sections ?? []).map { "    \($0.identified(terminal))" }
        + targets.flatMap { target in
          target.files.filter { $0.path == path }.flatMap { file in
            file.sections.map { "    \(target.target): \($0.identified(terminal))" }
          }
        }
    }
    return rows.prefix(1) + zip(rows.dropFirst(), sections).flatMap { [$0] + $1 }
  }

  private var hints: [String] {
    var hints: [String] = []
    if workspace.contains(where: { $0.uncommitted != nil }) {
      hints.append("‘joinery commit’ records what is not committed; ‘joinery diff’ shows it.")
    }
    let library = Set(workspace.compactMap(\.library))
    if !library.isDisjoint(with: ["edited", "new", "missing"]) {
      hints.append("‘joinery checkin’ takes the workspace's edits into the library.")
    }
    if !library.isDisjoint(with: ["update available", "conflict"]) {
      hints.append("‘joinery checkout --merge’ or ‘compose --update’ takes in what changed there.")
    }
    for target in targets {
      let states = Set(target.files.map(\.state))
      if !states.isDisjoint(with: ["conflict", "orphaned"]) {
        hints.append("‘joinery diff --target \(target.target)’ shows what is in conflict,")
        hints.append("‘joinery resolve --target \(target.target)’ settles it.")
      }
      if !states.isDisjoint(with: ["missing", "update available", "merge"]) {
        hints.append("‘joinery deploy \(target.target)’ writes what is committed.")
      }
    }
    return hints
  }
}

extension SectionChange {
  /// The change on one line, with the id that other commands take.
  fileprivate func identified(_ terminal: Terminal) -> String {
    line(terminal) + (id.map { "  \(terminal.styled($0, .cyan))" } ?? "")
  }
}
