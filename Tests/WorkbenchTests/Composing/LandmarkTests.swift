import Examples
import Testing
import Workbench

/// Links to headings that are no sections lead where GitHub has them.
@Suite struct LandmarkTests {
  private static let skill = "---\nname: s\ndescription: d\n---\n"

  @Test func `headings in quotations and lists have anchors`() async throws {
    let (bench, report) = try await Bench.composed(
      [
        "a/SKILL.md": Self.skill
          + "# A\n## Use\n[q](#note) [l](#step) [s](#note-1)\n\n> ## Note\n> text\n\n"
          + "- ### Step\n\n## Note\ntext\n",
        "b/SKILL.md": Self.skill + "# B\n## Why\n[q](#note)\n\n> # Note\n",
      ], ["b/SKILL.md#why", "a/SKILL.md#use", "a/SKILL.md#note"])
    let text = try bench.made()
    #expect(text.contains("[q](#note)\n\n> # Note\n"))
    #expect(text.contains("[q](#note-1) [l](#step) [s](#note-2)\n"))
    #expect(report.unresolved == [])
  }

  @Test func `a quoted heading counts where a companion is linked to`() async throws {
    let (bench, report) = try await Bench.composed(
      [
        "a/SKILL.md": Self.skill + "# A\n## Use\n[x](r.md#k) [y](r.md#k-1) [z](r.md#k-2)\n",
        "a/r.md": "# K\n\n> # K\n",
      ], ["a/SKILL.md#use"])
    #expect(try bench.made("r.md") == "# K\n\n> # K\n")
    #expect(report.unresolved.map(\.what) == ["r.md#k-2"])
  }

  @Test func `titles of emoji alone are numbered from nothing`() async throws {
    let (bench, report) = try await Bench.composed(
      [
        "a/SKILL.md": Self.skill
          + "# A\n## Use\n[x](#-1) [s](#section)\n\n### 🎉\n\n### 🎈\n\n### Section\n",
        "b/SKILL.md": Self.skill + "# B\n## 🚀\n",
      ], ["b/SKILL.md#section", "a/SKILL.md#use"])
    #expect(try bench.made().contains("[x](#-2) [s](#section)\n"))
    #expect(report.unresolved == [])
  }

  @Test func `a footnote of one word is no link`() async throws {
    let (bench, report) = try await Bench.composed(
      [
        "a/SKILL.md": Self.skill
          + "# A\n## Use\nWords[^1], [more][^n] and [^a](n.md).\n\n[^1]: One.\n[^n]: Two.md\n",
        "a/n.md": "n\n",
      ], ["a/SKILL.md#use"])
    #expect(try bench.made().contains("Words[^1], [more][^n] and [^a](n.md).\n\n[^1]: One.\n"))
    #expect(report.unresolved == [])
    #expect(report.files.map(\.path).contains("skills/made/n.md"))
  }
}
