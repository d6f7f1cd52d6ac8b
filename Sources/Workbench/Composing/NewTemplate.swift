internal import Sections
internal import Workspace

extension Workbench {
  /// The kinds that a new template can be of.
  package static let templateKinds = [
    "skill", "command", "agent", "output-style", "hook", "plugin",
  ]

  /// Makes a small template that works, with comments that say what to do with it: of a kind that
  /// is one Markdown file anew, of others from the template of the home that has the kind's name.
  ///
  /// - Returns: the paths of its files below the home.
  /// - Throws: ``TemplateFailure`` where there is one of that name, or the kind is none.
  package func newTemplate(_ name: String, kind: String) async throws -> [String] {
    let isPlain = name.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }
    guard isPlain, !name.isEmpty, !name.hasPrefix("-") else { throw TemplateFailure.badName(name) }
    let path = "\(home.templates)/\(name)"
    guard !Folder.exists(path) else { throw TemplateFailure.exists(name) }
    guard Self.templateKinds.contains(kind) else {
      throw TemplateFailure.unknownKind(kind, known: Self.templateKinds)
    }
    let files = try markdownTemplate(name, kind) ?? copiedTemplate(name, kind)
    return try await workspace().exclusively {
      let folder = try Folder(path, making: true)
      for (file, text) in files.sorted(by: { $0.key < $1.key }) {
        try folder.write(FileContent(bytes: Array(text.utf8)), to: try RelativePath(file))
      }
      return files.keys.sorted().map { "templates/\(name)/\($0)" }
    }
  }

  private func copiedTemplate(_ name: String, _ kind: String) throws -> [String: String] {
    guard Folder.exists("\(home.templates)/\(kind)") else {
      throw TemplateFailure.unknown(kind, known: templateNames)
    }
    let folder = try Folder("\(home.templates)/\(kind)")
    var files: [String: String] = [:]
    for (path, _) in try folder.list().files {
      files[path.text] = try folder.read(path).map { String(decoding: $0.bytes, as: UTF8.self) }
    }
    files["template.yaml"] = files["template.yaml"]?.replacing(
      "name: \(kind)\n", with: "# Made from the template “\(kind)”.\nname: \(name)\n",
      maxReplacements: 1)
    return files
  }

  private func markdownTemplate(_ name: String, _ kind: String) -> [String: String]? {
    let places = [
      "skill": ("skills/{{name}}", "SKILL.md"), "command": ("commands", "{{name}}.md"),
      "agent": ("agents", "{{name}}.md"), "output-style": ("output-styles", "{{name}}.md"),
    ]
    guard let (root, file) = places[kind] else { return nil }
    let body = "\(kind).md.mustache"
    let yaml = """
      # What \(name) is made from. templates/README.md describes every key;
      # ‘joinery template check \(name)’ says what is wrong.
      name: \(name)
      kind: \(kind)
      description: A \(kind) with a text and the sections that are put into it.
      # The folder its files go to, below the workspace.
      root: "\(root)"

      # What can be set: --set description=…
      parameters:
        - name: name
          required: true
          pattern: "[a-z0-9]+(-[a-z0-9]+)*"
          help: What it is called. Lower-case letters, digits and hyphens.
        - name: description
          required: true
          help: What it does and when to use it.

      # What can be filled with sections: --slot body=ADDRESS
      slots:
        - name: body
          help: The sections, in order.
          level: 2

      # The files; the first is what an agent reads first.
      files:
        - path: "\(file)"
          from: \(body)

      """
    let name = kind == "command" ? "" : "name: {{yaml.name}}\n"
    let text = """
      {{! This is Mustache: names in braces stand for parameters and slots. }}
      ---
      \(name)description: {{yaml.description}}
      ---

      # {{name}}

      {{body}}

      """
    return ["template.yaml": yaml, body: text]
  }
}
