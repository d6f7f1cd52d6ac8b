internal import Workspace

/// A commit message that says what changed, section by section.
struct CommitSummary {
  /// What a commit changes of one file.
  struct File {
    /// Its path below the workspace.
    var path: String
    /// What happened to it: added, edited or removed.
    var drift: String
    /// Whether it can be run from now on; nil where that stays as it was.
    var isExecutable: Bool?
    /// Which sections differ, where it was edited.
    var sections: [SectionChange] = []
  }

  /// How long the first line may be, in characters, as git's users expect it.
  private static let longest = 72

  private let files: [File]

  /// The message for a commit of these files.
  init(_ files: [File]) {
    self.files = files.sorted { $0.path < $1.path }
  }

  /// The first line, an empty one, and a line for each file.
  var text: String {
    "\(subject)\n\n" + files.map { "- \(Self.line(of: $0))\n" }.joined()
  }

  private static func line(of file: File) -> String {
    var parts = file.sections.map { "\(name(of: $0)) (\($0.change.rawValue))" }
    if let isExecutable = file.isExecutable {
      parts.append(isExecutable ? "can be run now" : "can no longer be run")
    }
    let tail = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
    return "\(file.drift) \(file.path)\(tail)"
  }

  // MARK: First line

  /// What the first line is about: the lock goes along with other files.
  private var told: [File] {
    let others = files.filter { $0.path != Workbench.lockPath }
    return others.isEmpty ? files : others
  }

  private var subject: String {
    let candidates = sectionSubjects + fileSubjects
    return candidates.first { $0.count <= Self.longest }
      ?? (candidates.last ?? "").shortened(to: Self.longest)
  }

  /// The first line in terms of sections, the most telling first: none unless all of it happened
  /// inside the files of one component.
  private var sectionSubjects: [String] {
    let components = Set(told.map { Self.component(of: $0.path) })
    guard let component = components.first, components.count == 1,
      told.allSatisfy({ !$0.sections.isEmpty && $0.isExecutable == nil })
    else { return [] }
    let changes = told.flatMap(\.sections)
    let names = Dictionary(grouping: changes, by: \.change.rawValue)
      .mapValues { $0.map(Self.name) }
    let verbs = [
      ("edited", "edit"), ("renamed", "rename"), ("moved", "move"), ("added", "add"),
      ("removed", "remove"),
    ]
    let lines = (1...3).reversed().map { Self.sentence(verbs, names, listing: $0) }
    return (lines + ["Change \(changes.count) sections"]).map { "\($0) in \(component)" }
  }

  /// The first line in terms of components.
  private var fileSubjects: [String] {
    let names = Dictionary(grouping: told, by: \.drift).mapValues { files in
      Set(files.map { Self.component(of: $0.path) }).sorted(by: Self.precedes)
    }
    let verbs = [("added", "add"), ("edited", "edit"), ("removed", "remove")]
    let lines = (1...3).reversed().map { Self.sentence(verbs, names, listing: $0) }
    return lines + ["Change \(told.count) files"]
  }

  private static func sentence(
    _ verbs: [(kind: String, verb: String)], _ names: [String: [String]], listing limit: Int
  ) -> String {
    let parts = verbs.compactMap { kind, verb in
      names[kind].map { "\(verb) \(list($0, upTo: limit))" }
    }
    let sentence = parts.joined(separator: ", ")
    return sentence.prefix(1).uppercased() + sentence.dropFirst()
  }

  private static func list(_ names: [String], upTo limit: Int) -> String {
    let shown = names.prefix(limit)
    if names.count > limit {
      return "\(shown.joined(separator: ", ")) and \(names.count - limit) more"
    }
    let last = shown.last ?? ""
    return shown.count < 2 ? last : "\(shown.dropLast().joined(separator: ", ")) and \(last)"
  }

  private static func name(of section: SectionChange) -> String {
    (section.title.isEmpty ? section.anchor : section.title).shortened(to: 40)
  }

  /// `skills/pdf` for every file of that skill.
  private static func component(of path: String) -> String {
    path.split(separator: "/").prefix(2).joined(separator: "/")
  }

  /// Components before what stands beside them, recipes and the lock.
  private static func precedes(_ one: String, _ other: String) -> Bool {
    (LibraryDrift.isShared(one) ? 0 : 1, one) < (LibraryDrift.isShared(other) ? 0 : 1, other)
  }
}

extension String {
  /// The text, or its beginning and `…` where it has more than `count` characters; no control
  /// characters.
  fileprivate func shortened(to count: Int) -> String {
    let plain = filter { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } }
    return plain.count <= count ? plain : plain.prefix(count - 1) + "…"
  }
}
