import ExternalParser
import Foundation
import Sections
import Testing

@Suite struct `The worked example` {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Plugins/Examples/makefile").standardizedFileURL.path
  let workshop: Workshop
  let parser: ExternalParser

  init() throws {
    workshop = try Workshop()
    try workshop.parsers.add(Self.folder + "/makefile.json")
    try workshop.parsers.trust("makefile")
    parser = try workshop.parsers.parser("makefile")
  }

  static let makefile = """
    CC := gcc
    # Builds
    # it all
    all: a.o \\
      b.o
    \tlink a.o b.o

    %.o: %.c ; cc $<
    -include deps.mk
    define run
    not: a rule
    endef

    """

  @Test func `finds the rules of a makefile`() async throws {
    let source = Source(path: "Makefile", text: Self.makefile)
    let reading = await ParserRegistry([parser]).read(source)
    #expect(reading.parser == "makefile/1")
    #expect(reading.cuts.map(\.anchor) == ["preamble", "all", "%.o", "text", "run"])
    #expect(source.text(reading.cuts[1].range).hasPrefix("# Builds\n"))
    let targets = reading.outline.references.map(\.target)
    #expect(targets.contains(.name("b.o")))
    #expect(targets.contains(.file(path: "deps.mk", anchor: nil)))
  }

  @Test func `conforms`() async {
    let sources = [
      Source(path: "Makefile", text: Self.makefile),
      Source(path: "a.mk", text: "$(a)\n$($($(\n\tx\n: :\n=\ndefine\nendef\na:\\\n"),
    ]
    #expect(await Conformance.findings(for: parser, on: sources).isEmpty)
  }
}
