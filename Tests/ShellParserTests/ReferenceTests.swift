import Sections
import ShellParser
import Testing

@Suite struct `What scripts name` {
  @Test(arguments: [
    ("source ./lib.sh", "lib.sh"), (". \"$here/lib.sh\"", "lib.sh"),
    ("bash \"${CLAUDE_PLUGIN_ROOT}/x/y.sh\"", "${CLAUDE_PLUGIN_ROOT}/x/y.sh"),
    ("source $CLAUDE_PLUGIN_ROOT/y.sh", "${CLAUDE_PLUGIN_ROOT}/y.sh"),
    ("source \"${CLAUDE_PLUGIN_ROOT}/$name/y.sh\"", "y.sh"),
  ])
  func `files, from where they are looked for`(text: String, path: String) throws {
    let outline = try ShellParser().outline(of: Source(path: "a.sh", text: text + "\n"))
    #expect(outline.references.map(\.target) == [.file(path: path, anchor: nil)])
  }
}
