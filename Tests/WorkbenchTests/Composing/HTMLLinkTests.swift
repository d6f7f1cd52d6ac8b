import Examples
import Testing
import Workbench

/// Links and images that are written in HTML are followed and rewritten like those of Markdown.
@Suite struct HTMLLinkTests {
  private static let skill = "---\nname: a\ndescription: d\n---\n"

  @Test func `links and images in HTML bring their files, and lead to where these are`()
    async throws
  {
    let (bench, report) = try await Bench.composed(
      [
        "a/SKILL.md": Self.skill
          + "# A\n## One\nSee <a class='x' href='docs/f.md#part'>f</a>,"
          + " <A HREF=\"#two\">two</A> and <img alt=\"\" src=\"i.png\" />.\n\n"
          + "<p align=\"center\">\n  <img src=\"i.png\">\n  <!-- <a href=\"gone.md\">no</a> -->\n"
          + "  <a href=\"https://e.org\">w</a> <a href=\"#nowhere\">n</a>\n</p>\n\n"
          + "`<a href=\"code.md\">`\n\n```html\n<a href=\"block.md\">\n```\n\n"
          + "<!-- <a href=\"comment.md\"> -->\n",
        "a/docs/f.md": "# F\n## Part\n<a href=\"../SKILL.md#two\">back</a>\n",
        "a/i.png": "png", "b/SKILL.md": Self.skill + "# B\n## Two\n",
        "a/docs/two.md": "# X\n", "c/SKILL.md": Self.skill + "# C\n## Two\n",
      ], ["b/SKILL.md#two", "a/SKILL.md#one"], slots: [("references", "a/docs/f.md#part")])
    let text = try bench.made()
    #expect(text.contains("<a class='x' href='references/part.md#part'>f</a>"), "\(text)")
    #expect(text.contains("<img alt=\"\" src=\"i.png\" />"))
    #expect(text.contains("<a href=\"gone.md\">no</a>") && text.contains("href=\"code.md\""))
    #expect(report.files.map(\.path).contains("skills/made/i.png"))
    #expect(report.unresolved.map(\.what).sorted() == ["#nowhere", "#two", "../SKILL.md#two"])
  }

  @Test func `an anchor of a section that stands elsewhere is rewritten in HTML`() async throws {
    let (bench, report) = try await Bench.composed(
      [
        "a/SKILL.md": Self.skill + "# A\n## Use\n<a href=\"#use\">u</a>\n",
        "b/SKILL.md": Self.skill + "# B\n## Use\n<p>\n<a href=\"#use\">u</a>\n</p>\n",
      ], ["a/SKILL.md#use", "b/SKILL.md#use"])
    let text = try bench.made()
    #expect(text.contains("<a href=\"#use\">u</a>") && text.contains("<a href=\"#use-1\">u</a>"))
    #expect(report.unresolved.isEmpty)
    #expect(try await bench.workbench.blame("made").spans.last?.end == text.utf8.count)
  }
}
