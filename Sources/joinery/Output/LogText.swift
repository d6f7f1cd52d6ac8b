internal import Foundation
internal import Workbench

extension LogReport {
  /// A line for each commit, and what it did to the section; with differences, those too.
  func text(_ terminal: Terminal) -> String {
    guard !commits.isEmpty else { return "No commits." }
    return commits.map { $0.text(terminal) }.joined(separator: "\n")
  }
}

extension LogReport.Entry {
  fileprivate func text(_ terminal: Terminal) -> String {
    let lines = [commit.line(terminal)] + sections.map { "           \($0.line(terminal))" }
    guard let diff else { return lines.joined(separator: "\n") }
    return lines.joined(separator: "\n") + "\n\n" + diff.text(terminal, byWord: false)
  }
}

extension CommitReport {
  /// The commit's header and message, and what it changed.
  func text(_ terminal: Terminal) -> String {
    var header = [
      terminal.styled("commit \(commit.id)", .yellow), "Author: \(Terminal.safe(commit.author))",
      "Date:   \(commit.date.formatted(.iso8601))", "",
    ]
    if parents.count > 1 { header.insert("Merge:  \(parents.joined(separator: " "))", at: 1) }
    header += commit.message.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    \(Terminal.safe(String($0)))" }
    return header.joined(separator: "\n") + "\n" + diff.text(terminal, byWord: false)
  }
}

extension CommitView {
  /// When it was made.
  fileprivate var date: Date { Date(timeIntervalSince1970: Double(time)) }

  /// Its id, day, author and summary, to the terminal's width.
  fileprivate func line(_ terminal: Terminal) -> String {
    let day = date.formatted(.iso8601.year().month().day())
    let name = String(author.prefix { $0 != "<" }.dropLast()).shortened(to: 16)
    let summary = String(message.prefix { $0 != "\n" })
      .shortened(to: terminal.width - short.count - day.count - name.columnWidth - 6)
    return [
      terminal.styled(short, .yellow), terminal.styled(day, .dim), Terminal.safe(name),
      Terminal.safe(summary),
    ].joined(separator: "  ")
  }
}
