import Sections
import Testing
import Workspace

struct SectionPickTests {
  private func pick(
    _ old: String, _ new: String, _ titles: [String], removing gone: [String] = [],
    _ path: String = "a.md"
  ) async -> String {
    let (old, new) = (await reading(old, path), await reading(new, path))
    let chosen = new.cuts.indices.filter { titles.contains(new.cuts[$0].title) }
    let lost = old.cuts.indices.filter { gone.contains(old.cuts[$0].title) }
    let bytes = SectionPick(from: old, to: new).bytes(taking: Set(chosen), removing: Set(lost))
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let old = "# A\na\n\n# B\nb\n\n# C\nc\n"

  @Test func `one edited section of two`() async {
    let new = "# A\na2\n\n# B\nb2\n\n# C\nc\n"
    #expect(await pick(Self.old, new, ["B"]) == "# A\na\n\n# B\nb2\n\n# C\nc\n")
  }

  @Test func `a new section goes after the one before it`() async {
    let new = "# N\nn\n\n# A\na\n\n# B\nb2\n\n# M\nm\n\n# C\nc\n\n# O\no\n"
    #expect(await pick(Self.old, new, ["M"]) == "# A\na\n\n# B\nb\n\n# M\nm\n\n# C\nc\n")
    #expect(await pick(Self.old, new, ["N"]) == "# N\nn\n\n# A\na\n\n# B\nb\n\n# C\nc\n")
    #expect(await pick(Self.old, new, ["O"]) == "# A\na\n\n# B\nb\n\n# C\nc\n\n# O\no\n")
  }

  @Test func `a new section after another that is left out`() async {
    let new = "# A\na\n\n# M\nm\n\n# N\nn\n\n# B\nb\n\n# C\nc\n"
    #expect(await pick(Self.old, new, ["N"]) == "# A\na\n\n# N\nn\n\n# B\nb\n\n# C\nc\n")
  }

  @Test func `a removed section is cut out, a moved one moves, others stay`() async {
    let new = "# C\nc\n\n# A\na2\n"
    #expect(await pick(Self.old, new, [], removing: ["B"]) == "# A\na\n\n# C\nc\n")
    #expect(await pick(Self.old, new, ["C"]) == "# C\nc\n\n# A\na\n\n# B\nb\n")
  }

  @Test func `a section brings what is inside it, and a section inside comes alone`() async {
    let old = "# A\na\n\n## D\nd\n\n## E\ne\n\n# B\nb\n"
    let new = "# A\na2\n\n## D\nd2\n\n## F\nf\n\n# B\nb2\n"
    #expect(await pick(old, new, ["A"]) == "# A\na2\n\n## D\nd2\n\n## F\nf\n\n# B\nb\n")
    #expect(await pick(old, new, ["D"]) == "# A\na\n\n## D\nd2\n\n## E\ne\n\n# B\nb\n")
    #expect(
      await pick(old, new, ["F"]) == "# A\na\n\n## D\nd\n\n## F\nf\n\n## E\ne\n\n# B\nb\n")
  }

  @Test func `keys of JSON keep their commas`() async {
    let old = "{\n  \"a\": 1,\n  \"b\": 2\n}\n"
    let new = "{\n  \"a\": 2,\n  \"b\": 3,\n  \"c\": 4\n}\n"
    #expect(
      await pick(old, new, ["c"], "a.json") == "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 4\n}\n")
    #expect(
      await pick(new, old, [], removing: ["c"], "a.json") == "{\n  \"a\": 2,\n  \"b\": 3\n}\n")
    #expect(
      await pick("{\"a\": 1}", "{\"b\": 2, \"a\": 3}", ["b"], "a.json") == "{\"b\": 2, \"a\": 1}")
  }

  @Test func `the style of line ends changes with the last change`() async {
    let new = "# A\r\na2\r\n\r\n# B\r\nb2\r\n\r\n# C\r\nc\r\n"
    #expect(await pick(Self.old, new, ["B"]) == "# A\na\n\n# B\nb2\n\n# C\nc\n")
    #expect(await pick(Self.old, new, ["A", "B", "C"]) == new)
  }

  @Test(arguments: Manuscript.Language.allCases)
  func `all changes make the new file, none the old, and one can come first`(
    language: Manuscript.Language
  ) async {
    for seed in 0..<40 {
      let history = History(language, seed)
      let (old, new) = (
        await reading(history.ours, history.path), await reading(history.theirs, history.path)
      )
      let all = (taking: Set(new.cuts.indices), removing: Set(old.cuts.indices))
      let pick = SectionPick(from: old, to: new)
      #expect(pick.bytes(taking: all.taking, removing: all.removing) == new.source.bytes)
      #expect(pick.bytes(taking: [], removing: []) == old.source.bytes)
      var dice = Dice(seed)
      let one: Set<Int> = [dice.roll(new.cuts.count)]
      let lost: Set<Int> = dice.roll(2) == 0 ? [] : [dice.roll(old.cuts.count)]
      let some = pick.bytes(taking: one, removing: lost)
      expectBoth(some, old, new)
      let middle = await reading(some, history.path)
      let rest = SectionPick(from: middle, to: new)
        .bytes(taking: all.taking, removing: Set(middle.cuts.indices))
      #expect(rest == new.source.bytes, "\(history)")
    }
  }

  /// What is in both versions is in a pick once; and nothing is that is in neither.
  private func expectBoth(_ picked: [UInt8], _ old: Reading, _ new: Reading) {
    func lines(_ bytes: [UInt8]) -> [String] { words(String(decoding: bytes, as: UTF8.self)) }
    let (before, after) = (Set(lines(old.source.bytes)), Set(lines(new.source.bytes)))
    let found = lines(picked)
    #expect(Set(found).count == found.count)
    #expect(Set(found).isSubset(of: before.union(after)))
    #expect(before.intersection(after).isSubset(of: found))
  }
}
