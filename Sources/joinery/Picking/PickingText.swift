internal import Workbench

/// What a picking session shows, laid out for the terminal. Titles and paths come from files:
/// nothing in them steers it.
struct PickingText {
  /// How many lines of a part are shown where not all are asked for.
  static let screen = 30

  /// The terminal it is for.
  let terminal: Terminal

  /// One part: its number, its mark, what it is, and where it comes from.
  ///
  /// - Parameter columns: how many columns to leave free after it.
  func entry(
    _ number: Int, in picking: Picking, indent: Int = 0, leaving columns: Int = 0,
    detail: String? = nil
  ) -> String {
    let part = picking[number]
    let place = "\(number)".padding(to: 3, atStart: true)
    let cost = "\(part.kind) ≈\(part.tokens)"
    let mark = mark(number, in: picking)
    let room = max(12, terminal.width - 10 - indent - columns - cost.columnWidth)
    let title = (String(repeating: " ", count: indent) + Terminal.line(part.title))
      .shortened(to: room + indent)
    let shown =
      mark == "[ ]" ? terminal.styled(title, .bold) : terminal.styled(title, .bold, .green)
    let line =
      "\(terminal.styled(place, .cyan)) \(mark) "
      + "\(shown)\(spaces(room + indent - title.columnWidth))  "
      + terminal.styled(cost, .dim)
    return detail.map { "\(line)\n        \($0)" } ?? line
  }

  /// What a search found, each with its component and some of its text.
  func hits(_ result: SearchResult, numbers: [Int], in picking: Picking) -> String {
    guard !result.hits.isEmpty else {
      return "Nothing found for “\(Terminal.line(result.query))”.\n"
        + "Fewer or other words may find more; ? shows what else can be typed."
    }
    let last = result.offset + result.hits.count
    let more = last < result.total ? "; ‘more’ shows more" : ""
    let lines = zip(numbers, result.hits).map { number, hit in
      entry(number, in: picking, detail: detail(picking[number], hit.snippet))
    }
    return
      (lines + [terminal.styled("\(result.offset + 1)–\(last) of \(result.total)\(more)", .dim)])
      .joined(separator: "\n")
  }

  /// The sections of a file.
  func tree(_ file: FileOutline, numbers: [Int], in picking: Picking) -> String {
    let base = file.sections.first?.depth ?? 0
    let lines = zip(numbers, file.sections).map { number, section in
      entry(number, in: picking, indent: min(16, 2 * (section.depth - base)))
    }
    return ([terminal.styled(Terminal.line(file.path), .bold)] + lines).joined(separator: "\n")
  }

  /// What is taken, in its order, by slot.
  func taken(_ picking: Picking) -> String {
    guard !(picking.kept + picking.taken).isEmpty else { return "Nothing is taken." }
    var table = Table(
      .number("#"), .text("slot"), .flexible("section"), .place("from"), .number("≈tokens"))
    for number in picking.kept + picking.taken {
      let part = picking[number]
      let slot = picking.kept.contains(number) ? "in the recipe" : part.slot ?? ""
      table.add(
        "\(number)", slot, part.title, part.component.endShortened(to: 34), "\(part.tokens)")
    }
    return table.text(terminal)
  }

  /// The parameters of the template, and what they are set to.
  func settings(_ picking: Picking) -> String {
    var table = Table(.text("parameter"), .flexible("value"), .flexible("what for"))
    for parameter in picking.template.parameters {
      let set = picking.settings.filter { $0.name == parameter.name }.map(\.value)
      let named = parameter.name == "name" ? picking.name.map { [$0] } ?? [] : set
      let missing = parameter.isRequired && parameter.fallback.isEmpty ? "(missing)" : "—"
      let value = named.isEmpty ? parameter.fallback : named
      table.add(
        parameter.name, value.isEmpty ? missing : value.joined(separator: ", "), parameter.help)
    }
    return table.text(terminal)
  }

  /// The outline of what would be composed, file by file.
  func outline(_ report: ComposeReport) -> String {
    var lines = report.files.flatMap { file in
      let heading = "\(terminal.styled(Terminal.line(file.path), .bold))  ≈\(file.tokens) tokens"
      return [heading] + (file.outline ?? []).filter(\.isOfOutline).map(line)
    }
    lines += report.unresolved.map {
      terminal.styled("unresolved ", .yellow) + Terminal.line("\($0.what): \($0.why)")
    }
    lines += report.findings.map { $0.text(terminal) }
    return (lines + ["costs \(report.context.line) tokens"]).joined(separator: "\n")
  }

  /// A part's text: its first lines, or all of them.
  func body(_ view: TextView, number: Int, isWhole: Bool) -> String {
    var lines = Terminal.safe(view.text).split(separator: "\n", omittingEmptySubsequences: false)
    while lines.count > 1, lines.last == "" { lines.removeLast() }
    let shown = isWhole || lines.count <= Self.screen + 4 ? lines[...] : lines.prefix(Self.screen)
    let rest = lines.count - shown.count
    let more = rest > 0 ? ["… \(rest) more lines; ‘show \(number) all’ shows them"] : []
    let heading = terminal.styled(Terminal.line(view.address), .bold)
    return
      (["\(heading)  ≈\(view.tokens) tokens", shown.joined(separator: "\n")]
      + more.map { terminal.styled($0, .dim) }).joined(separator: "\n")
  }

  /// What can be typed.
  var help: String {
    PickingCommand.manual.map { line, meaning in
      "  \(terminal.styled(line.padding(to: 16), .cyan)) \(meaning)"
    }.joined(separator: "\n")
  }

  private func line(_ section: ComposedSection) -> String {
    let cost = "≈\(section.tokens)".padding(to: 7, atStart: true)
    let level = section.level.map { String(repeating: "#", count: $0) + " " } ?? "\(section.kind) "
    let indent = String(repeating: "  ", count: min(10, section.depth))
    let title = Terminal.line(section.title.isEmpty ? "" : section.title)
    return "\(terminal.styled(cost, .dim))  "
      + (indent + level + title).shortened(to: max(20, terminal.width - 10))
  }

  private func detail(_ part: PickedPart, _ snippet: [SnippetPiece]) -> String {
    let origin = Terminal.line(part.component).endShortened(to: 36)
    var line = terminal.styled(origin, .dim) + " "
    var room = terminal.width - 9 - origin.columnWidth
    for piece in snippet where room > 1 {
      let flat = piece.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let edges = [piece.text.first, piece.text.last].map { $0?.isWhitespace == true ? " " : "" }
      let text = Terminal.line(flat.isEmpty ? " " : edges[0] + flat + edges[1])
        .shortened(to: room)
      room -= text.columnWidth
      line += piece.isMatch ? terminal.styled(text, .yellow) : text
    }
    return line
  }

  /// Whether a part is taken, in the recipe, or neither.
  private func mark(_ number: Int, in picking: Picking) -> String {
    picking.taken.contains(number) ? "[x]" : picking.kept.contains(number) ? "[=]" : "[ ]"
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}

extension ComposedSection {
  /// Whether the outline shows it: blocks of code and text between headings would only lengthen it.
  fileprivate var isOfOutline: Bool {
    level != nil || !["code", "text", "preamble", "frontmatter"].contains(kind)
  }
}

extension String {
  /// The text in lines of at most `width` columns, where its words allow that.
  func wrapped(to width: Int) -> String {
    var lines = [""]
    for word in split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.columnWidth + 1 + String(word).columnWidth <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }
}
