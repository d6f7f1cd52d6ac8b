import Examples
import Git
import Testing

struct TreeDifferenceTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// A tree of some of a few names, so that two of them differ in every way: files that are
  /// folders in the other, links, modes.
  private func tree(
    in repository: borrowing Repository, _ dice: inout some RandomNumberGenerator
  ) throws -> ObjectID {
    var taken: Set<String> = []
    var entries: [TreeEntry] = []
    for path in ["a", "a/b", "a/c/d", "a/c", "b", "b/x", "a.b", "ü/ü"].shuffled(using: &dice)
    where Bool.random(using: &dice) {
      let isFree = taken.allSatisfy { !$0.hasPrefix(path + "/") && !path.hasPrefix($0 + "/") }
      guard isFree else { continue }
      taken.insert(path)
      let id = try repository.write([UInt8.random(in: 0...2, using: &dice)])
      let mode = [FileMode.file, .file, .executable, .link].randomElement(using: &dice) ?? .file
      entries.append(TreeEntry(path: path, id: id, mode: mode))
    }
    return try repository.writeTree(entries.map(TreeChange.put), on: nil)
  }

  @Test func `the changes between two trees make one of the other, and are those git tells`()
    throws
  {
    let repository = try Repository(creating: scratch.path)
    var dice = Dice(seed: 3)
    for _ in 0..<60 {
      let old = try tree(in: repository, &dice)
      let new = try tree(in: repository, &dice)
      let changes = try repository.changes(making: new, of: old)
      #expect(try repository.writeTree(changes, on: old) == new)
      let told = try scratch.run(
        "git", "diff-tree", "-r", "-z", "--no-renames", "--name-only", old.hex, new.hex)
      #expect(
        Set(changes.map(\.path)) == Set(told.split(separator: "\0").map(String.init)),
        "\(old) \(new)")
    }
  }

  @Test func `a tree is made of nothing, and folders on both sides are not read`() throws {
    let repository = try Repository(creating: scratch.path)
    let id = try repository.write([1])
    let entries = ["kept/one", "kept/two", "x"].map { TreeEntry(path: $0, id: id, mode: .file) }
    let tree = try repository.writeTree(entries.map(TreeChange.put), on: nil)
    #expect(
      try Set(repository.changes(making: tree, of: nil)) == Set(entries.map(TreeChange.put)))
    #expect(try repository.changes(making: tree, of: tree) == [])
    #expect(
      try Set(repository.changes(making: nil, of: tree)) == Set(entries.map { .remove($0.path) }))
    let next = try repository.writeTree([.remove("x")], on: tree)
    let kept = try #require(try repository.entry(at: "kept", in: tree)).id.hex
    try scratch.run("rm", ".git/objects/\(kept.prefix(2))/\(kept.dropFirst(2))")
    let fresh = try Repository(opening: scratch.path)
    #expect(try fresh.changes(making: next, of: tree) == [.remove("x")])
  }
}

extension TreeChange {
  fileprivate var path: String {
    switch self {
    case .put(let entry): entry.path
    case .remove(let path): path
    }
  }
}
