import Graph
import Sections

/// A parser for tests: lines that begin with `#` are headings, nested by their level, lines of
/// backticks fence code; `->path#anchor` refers to a file, `=>module` to a module, `call name` to
/// what has that name.
struct LineParser: SectionParser {
  let id = "line"
  var version = 1
  let claims: [Claim] = [.suffix(".md"), .suffix(".py")]

  func outline(of source: Source) async throws(ParseFailure) -> Outline {
    var outline = Outline()
    var open: [Int] = []
    var fence: Int?
    let lines = LineTable(source.bytes)
    func close(to level: Int, at end: Int) {
      while let last = open.last, outline.nodes[last].level ?? 0 >= level {
        let start = outline.nodes[last].range.lowerBound
        outline.nodes[last].range = start..<end
        open.removeLast()
      }
    }
    for line in lines.starts.indices {
      let range = lines.range(ofLine: line)
      guard !range.isEmpty else { continue }
      let words = source.text(range).split(whereSeparator: \.isWhitespace).map(String.init)
      if words.first == "```" {
        if let start = fence {
          outline.nodes.append(
            Outline.Node(start..<range.upperBound, .code, title: "", anchor: "code"))
          fence = nil
        } else {
          fence = range.lowerBound
        }
      }
      guard fence == nil else { continue }
      outline.references += references(in: words, at: range)
      guard let first = words.first, first.allSatisfy({ $0 == "#" }), first.count < 7 else {
        continue
      }
      close(to: first.count, at: range.lowerBound)
      open.append(outline.nodes.count)
      outline.nodes.append(
        Outline.Node(
          range, .heading, title: words.dropFirst().joined(separator: " "), level: first.count))
    }
    close(to: 0, at: source.bytes.count)
    return outline
  }

  private func references(in words: [String], at range: Range<Int>) -> [Reference] {
    var references: [Reference] = []
    for (word, next) in zip(words, words.dropFirst() + [""]) {
      if word.hasPrefix("->") {
        let parts = word.dropFirst(2).split(separator: "#", omittingEmptySubsequences: false)
        let anchor = parts.count > 1 ? String(parts[1]) : nil
        references.append(
          Reference(.link, .file(path: String(parts[0]), anchor: anchor), at: range))
      } else if word.hasPrefix("=>") {
        references.append(
          Reference(.import, .module(path: String(word.dropFirst(2)), name: nil), at: range))
      } else if word == "call", !next.isEmpty {
        references.append(Reference(.call, .name(next), at: range))
      }
    }
    return references
  }
}

/// A file as ingest would hand it over.
func arrival(
  _ source: Source, version: Int = 1, modified: Int64 = 1, location: String? = nil
) async -> Arrival {
  let reading = await ParserRegistry([LineParser(version: version)]).read(source)
  let stat = FileStat(size: source.bytes.count, modified: modified, inode: 7)
  return Arrival(reading: reading, location: location ?? "/\(source.path)", stat: stat)
}
