import Composition
import Examples
import Foundation
import Sections
import Testing

private func examples(_ name: String) throws -> [Example] {
  let url = Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Examples")
  return Example.all(in: String(decoding: try Data(contentsOf: #require(url)), as: UTF8.self))
}

/// What comes with functions that are taken out of their files. In an example, `>>> a.py` begins a
/// file, `<<<` lists the sections that are chosen, and `? name` says what is missing.
@Suite struct ClosureTests {
  @Test(arguments: try examples("python"))
  func `Python functions bring what they need`(example: Example) throws {
    let made = try made(example)
    #expect(made == example.expected, "\(made)")
  }

  @Test(arguments: try examples("javascript"))
  func `JavaScript functions bring what they need`(example: Example) throws {
    let made = try made(example)
    #expect(made == example.expected, "\(made)")
  }

  @Test(arguments: try examples("shell"))
  func `shell functions bring what they need`(example: Example) throws {
    let made = try made(example)
    #expect(made == example.expected, "\(made)")
  }

  private func made(_ example: Example) throws -> String {
    var files: [(path: String, text: String)] = []
    var chosen: [String] = []
    for line in String(decoding: example.bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    {
      if line.hasPrefix(">>> ") {
        files.append((String(line.dropFirst(4)), ""))
      } else if line.hasPrefix("<<< ") {
        chosen = line.dropFirst(4).split(separator: " ").map(String.init)
      } else {
        files[files.count - 1].text += line + "\n"
      }
    }
    let modules = Dictionary(
      uniqueKeysWithValues: files.flatMap { file in
        let stem = String(file.path.prefix { $0 != "." })
        return [(stem, file.path), ("./\(stem)", file.path), ("./\(file.path)", file.path)]
      })
    let code = try files.map { file in
      try #require(try Code(Source(path: file.path, text: file.text), modules: modules))
    }
    let parts = try chosen.map { address in
      let path = String(address.prefix { $0 != "#" })
      let file = try #require(code.first { $0.source.path == path })
      return try #require(try file.part(String(address.dropFirst(path.count + 1))))
    }
    return try result(parts)
  }

  /// The script, with what is missing, or why there is none.
  private func result(_ parts: [Part]) throws -> String {
    do {
      let file = try #require(try Given.script(parts))
      expectOrigins(file, parts)
      let missing = try #require(file.script).unresolved.map {
        "? \($0.name) \($0.reason.rawValue)\n"
      }
      let text = file.draft.text + missing.joined()
      return String(text.dropLast())
    } catch let failure as CompositionFailure {
      return "! \(failure.problem)"
    }
  }
}

/// Every byte that comes from a section is that byte of its file, and every byte comes from
/// somewhere.
func expectOrigins(_ file: Composed.File, _ parts: [Part]) {
  var covered = 0
  for span in file.draft.spans {
    #expect(span.range.lowerBound == covered)
    covered = span.range.upperBound
    guard case .section(_, _, let range) = span.origin else { continue }
    let bytes = file.draft.bytes[span.range]
    let isTrue = parts.contains { part in
      guard let source = part.file?.bytes, range.upperBound <= source.count else { return false }
      return source[range].elementsEqual(bytes)
    }
    #expect(isTrue, "\(range) of a source is other than \(span.range)")
  }
  #expect(covered == file.draft.bytes.count)
}
