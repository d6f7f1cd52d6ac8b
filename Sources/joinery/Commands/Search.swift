internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Search: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "search", abstract: "Find sections by words.",
      discussion: """
        Any text is a query. Words may stand anywhere; "words in quotes" stand together; word* is \
        a beginning. kind:, component:, lang: and in: narrow the search.

        Examples:
          joinery search merge pull request
          joinery search '"quick start" component:pdf'
          joinery search 'parse* kind:function lang:python'
        """)

    @Argument(help: "What to look for.")
    var words: [String]

    @Option(name: .shortAndLong, help: "How many hits to show.")
    var limit = 10

    @Option(help: "How many hits to leave out before them.")
    var offset = 0

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard limit > 0, offset >= 0 else {
        throw ValidationError("--limit is at least 1, and --offset at least 0")
      }
    }

    func run() throws {
      let query = words.joined(separator: " ")
      let result = try global.open().search(query, limit: limit, offset: offset)
      try global.print(result) { $0.text($1) }
    }
  }
}

extension SearchResult {
  fileprivate func text(_ terminal: Terminal) -> String {
    guard !hits.isEmpty else {
      return offset < total ? "" : "Nothing found. Fewer or other words may find more."
    }
    var lines = hits.flatMap { hit in
      [hit.heading(terminal), "      " + hit.line(terminal)]
    }
    let last = offset + hits.count
    if last < total {
      lines.append("\(offset + 1)–\(last) of \(total); ‘--offset \(last)’ shows more")
    }
    return lines.joined(separator: "\n")
  }
}

extension SearchHit {
  fileprivate func heading(_ terminal: Terminal) -> String {
    let room = terminal.width - section.short.count - 12 - section.kind.count
    let address = Terminal.safe(section.address).shortened(to: max(20, room))
    return "\(terminal.styled(section.short, .cyan))  \(terminal.styled(address, .bold))  "
      + terminal.styled("\(section.kind) ≈\(section.tokens)", .dim)
  }

  fileprivate func line(_ terminal: Terminal) -> String {
    var room = terminal.width - 6
    var line = ""
    for piece in snippet where room > 0 {
      let text = Terminal.safe(piece.text.replacing("\n", with: " ")).shortened(to: room)
      room -= text.columnWidth
      line += piece.isMatch ? terminal.styled(text, .yellow) : text
    }
    return line
  }
}
