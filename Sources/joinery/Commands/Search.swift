internal import ArgumentParser
internal import Foundation
internal import Workbench

extension SearchOptions.Sort: ExpressibleByArgument {}

extension Joinery {
  struct Search: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "search", abstract: "Find sections by words and by meaning.",
      discussion: """
        Any text is a query. Words may stand anywhere; "words in quotes" stand together; word* is \
        a beginning; -word must not be there. AND, OR, NOT and parentheses say what must hold. \
        Names in code are found by their parts: readForm by ‘read form’ and back.

        Where ‘joinery embed’ has made vectors, sections are found by what they mean too, the more \
        so the less of the query their words cover. ‘--words’ and ‘--meaning’ force one.

        kind:, lang:, component:, tag:, in:PATH and since:DAY (2026-01-31, or 7d, 2w, 12h ago) \
        narrow the search.

        A hit inside a better one, or around it, is not shown if the outer is small, and no file \
        fills a page; ‘--flat’ shows all.

        Examples:
          joinery search merge pull request
          joinery search '"quick start" component:pdf'
          joinery search 'parse* kind:function lang:python since:2w'
          joinery search '(form OR table) AND NOT pdf' --explain
          joinery search --regex 'fill_[a-z]+' lang:python
          joinery search --meaning 'undo what a release broke'
          joinery search --batch queries.txt --json
        """)

    @Argument(help: "What to look for.")
    var words: [String] = []

    @Option(name: .shortAndLong, help: "How many hits to show.")
    var limit = 10

    @Option(help: "How many hits to leave out before them.")
    var offset = 0

    @Option(help: "The order: relevance, path, recent or size.")
    var sort = SearchOptions.Sort.relevance

    @Flag(help: "Show hits inside other hits too.")
    var flat = false

    @Flag(exclusivity: .exclusive, help: "Let one of them alone decide.")
    var way: Way?

    @Flag(help: "Say what the scores are made of.")
    var explain = false

    @Option(help: "Find this text exactly as it is; words and filters narrow.")
    var exact: String?

    @Option(help: "Find what this regular expression matches; words and filters narrow.")
    var regex: String?

    @Option(
      help: ArgumentHelp(
        "Search for every line of a file, or of standard input for ‘-’.", valueName: "file"),
      completion: .file())
    var batch: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard limit > 0, offset >= 0 else {
        throw ValidationError("--limit is at least 1, and --offset at least 0")
      }
      guard exact == nil || regex == nil, exact != "" else {
        throw ValidationError("give either --exact or --regex, and some text")
      }
      let isScan = exact != nil || regex != nil
      guard batch == nil ? isScan || !words.isEmpty : words.isEmpty && !isScan else {
        throw ValidationError("give words to look for, or a file of queries with --batch")
      }
    }

    func run() async throws {
      let bench = try global.open()
      var options = SearchOptions()
      options.sort = sort
      options.isFlat = flat
      options.way = way.flatMap { SearchOptions.Way(rawValue: $0.rawValue) } ?? .both
      options.isExplained = explain
      options.exact = exact
      options.regex = regex
      var results: [SearchResult] = []
      for query in try queries() {
        results.append(
          try await bench.search(query, limit: limit, offset: offset, options: options))
      }
      if let lack = results.lazy.compactMap(\.lacks).first {
        global.note("Found by words alone: \(lack)")
      }
      guard batch == nil else {
        return try global.print(results) { results, terminal in
          results.map { terminal.styled(Terminal.line($0.query), .bold) + "\n" + $0.text(terminal) }
            .joined(separator: "\n\n")
        }
      }
      for result in results { try global.print(result) { $0.text($1) } }
    }

    /// The lines of the batch, or the words as one query.
    private func queries() throws -> [String] {
      guard let batch else { return [words.joined(separator: " ")] }
      let data =
        batch == "-"
        ? FileHandle.standardInput.readDataToEndOfFile()
        : try Data(contentsOf: URL(fileURLWithPath: batch))
      var lines = String(decoding: data, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false)
      if lines.last == "" { lines.removeLast() }
      return lines.map(String.init)
    }
  }
}

extension Joinery.Search {
  /// What alone decides.
  enum Way: String, EnumerableFlag {
    case words, meaning

    static func help(for way: Way) -> ArgumentHelp? {
      switch way {
      case .words: "Let words alone decide."
      case .meaning: "Let meaning alone decide."
      }
    }
  }
}

extension SearchResult {
  fileprivate func text(_ terminal: Terminal) -> String {
    var lines: [String] = []
    if let corrected {
      lines.append(terminal.styled("Showing results for “\(Terminal.line(corrected))”.", .dim))
    }
    guard !hits.isEmpty else {
      return offset < total ? "" : "Nothing found. Fewer or other words may find more."
    }
    lines += hits.flatMap { $0.lines(terminal) }
    let last = offset + hits.count
    if last < total {
      lines.append("\(offset + 1)–\(last) of \(total); ‘--offset \(last)’ shows more")
    }
    return lines.joined(separator: "\n")
  }
}

extension SearchHit {
  fileprivate func lines(_ terminal: Terminal) -> [String] {
    var lines = [heading(terminal), "      " + line(terminal)]
    if let parts { lines.append("      " + terminal.styled(parts.text, .dim)) }
    return lines
  }

  private func heading(_ terminal: Terminal) -> String {
    let more = folded.map { " +\($0.count)" } ?? ""
    let room = terminal.width - section.short.count - 12 - section.kind.count - more.count
    let address = Terminal.safe(section.address).endShortened(to: max(20, room))
    return "\(terminal.styled(section.short, .cyan))  \(terminal.styled(address, .bold))  "
      + terminal.styled("\(section.kind) ≈\(section.tokens)\(more)", .dim)
  }

  private func line(_ terminal: Terminal) -> String {
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

extension ScoreView {
  fileprivate var text: String {
    let parts = [
      ("words", words), ("coverage", coverage), ("near", nearness), ("title", title),
      ("index", index), ("component", component),
    ]
    let words = parts.map { "\($0.0) \(String(format: "%.2f", $0.1))" }.joined(separator: ", ")
    guard let meaning else { return String(format: "%.3f: ", total) + words }
    func place(_ rank: Int?) -> String { rank.map { "place \($0)" } ?? "no place" }
    return String(format: "%.3f: words %.2f, ", total, byWords) + place(wordRank)
      + String(format: "; meaning %.2f, ", meaning) + place(meaningRank)
      + String(format: ", counts %.0f %%\n      ", weight * 100) + words
  }
}
