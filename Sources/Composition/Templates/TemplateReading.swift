internal import Sections
internal import Yams

extension Template {
  /// The keys of template.yaml.
  static let keys = [
    "name", "kind", "description", "root", "parameters", "slots", "files",
  ]

  /// Reads a template.
  ///
  /// - Parameters:
  ///   - files: the bytes of the template's files, by path relative to its folder; `template.yaml`
  ///     is one of them.
  ///   - folder: the folder's path, for messages.
  /// - Throws: ``CompositionFailure/unreadable(file:line:reason:)``.
  package init(files: [String: [UInt8]], folder: String) throws(CompositionFailure) {
    let path = "\(folder)/template.yaml"
    guard let bytes = files["template.yaml"] else {
      throw .unreadable(file: path, line: 1, reason: "the file is missing")
    }
    let fields = try Fields(document: bytes, file: path, keys: Template.keys)
    let reader = try TemplateReader(fields: fields, files: files, folder: folder)
    name = try fields.required("name")
    guard let kind = Component.Kind(rawValue: try fields.required("kind")) else {
      throw fields.failure("kind", "should be one of \(Component.Kind.names)")
    }
    self.kind = kind
    summary = try fields.required("description")
    parameters = reader.parameters
    slots = try reader.slots()
    root = try reader.text("root", of: fields, vocabulary: reader.vocabulary.forPaths())
    self.files = try reader.templateFiles()
  }
}

extension Component.Kind {
  /// All of them, for messages.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// Reads the parts of a template.yaml.
struct TemplateReader {
  let fields: Fields
  let files: [String: [UInt8]]
  let folder: String
  let parameters: [Parameter]
  private(set) var vocabulary = Vocabulary()

  init(fields: Fields, files: [String: [UInt8]], folder: String) throws(CompositionFailure) {
    self.fields = fields
    self.files = files
    self.folder = folder
    parameters = try fields.list("parameters").map { (node) throws(CompositionFailure) in
      try Parameter(Fields(node, file: fields.file, keys: Parameter.keys))
    }
    var names: Set = ["yaml", "json", "has"]
    for parameter in parameters {
      guard names.insert(parameter.name).inserted else {
        throw fields.failure("parameters", "has the name “\(parameter.name)” twice, or it is taken")
      }
      if parameter.kind == .list {
        vocabulary.lists.insert(parameter.name)
      } else {
        vocabulary.texts.insert(parameter.name)
      }
    }
    for slot in try slotFields() {
      let name = try slot.required("name")
      guard names.insert(name).inserted else { throw slot.failure("name", "is taken") }
      if try TemplateReader.landing(slot) == .inline {
        vocabulary.inline.insert(name)
      } else {
        vocabulary.landed.insert(name)
      }
    }
  }

  func slotFields() throws(CompositionFailure) -> [Fields] {
    try fields.list("slots").map { (node) throws(CompositionFailure) in
      try Fields(node, file: fields.file, keys: Template.Slot.keys)
    }
  }

  static func landing(_ slot: Fields) throws(CompositionFailure) -> Template.Slot.Landing {
    guard let word = try slot.string("lands") else { return .inline }
    guard let landing = Template.Slot.Landing(rawValue: word) else {
      throw slot.failure("lands", "should be inline, reference, script or asset")
    }
    return landing
  }

  func slots() throws(CompositionFailure) -> [Template.Slot] {
    try slotFields().map { (slot) throws(CompositionFailure) in try self.slot(slot) }
  }

  /// One slot.
  func slot(_ slot: Fields) throws(CompositionFailure) -> Template.Slot {
    let landing = try TemplateReader.landing(slot)
    let names = vocabulary.forPaths(adding: ["slug", "file", "stem", "suffix", "interpreter"])
    let accepts = try slot.strings("accepts").map(SectionKind.init(rawValue:))
    let low = try slot.integer("min") ?? 0
    let high = try slot.integer("max") ?? .max
    guard low >= 0, low <= high else { throw slot.failure("min", "should be 0 to max") }
    let level = try slot.integer("level") ?? (landing == .reference ? 1 : 2)
    guard (1...6).contains(level) else { throw slot.failure("level", "should be 1 to 6") }
    return Template.Slot(
      name: try slot.required("name"), help: try slot.required("help"),
      accepts: accepts.isEmpty ? nil : accepts, count: low...high, level: level,
      landing: landing, priority: try slot.integer("priority") ?? 0,
      path: landing == .inline ? nil : try text("path", of: slot, vocabulary: names),
      shebang: slot.node("shebang") == nil
        ? nil : try text("shebang", of: slot, vocabulary: names))
  }

  func templateFiles() throws(CompositionFailure) -> [Template.File] {
    let written = try fields.list("files").map { (node) throws(CompositionFailure) in
      try file(Fields(node, file: fields.file, keys: ["path", "from", "executable"]))
    }
    guard !written.isEmpty else { throw fields.failure("files", "should list a file at least") }
    for slot in vocabulary.inline.sorted() {
      let places = written.reduce(0) { $0 + $1.text.slots.count(where: { $0 == slot }) }
      guard places == 1 else {
        throw fields.failure("slots", "has “\(slot)”, whose place is in the files \(places) times")
      }
    }
    return written
  }

  /// One file.
  func file(_ file: Fields) throws(CompositionFailure) -> Template.File {
    let from = try file.required("from")
    guard let bytes = files[from] else { throw file.failure("from", "names no file: \(from)") }
    let body = String(decoding: bytes, as: UTF8.self)
    return Template.File(
      path: try text("path", of: file, vocabulary: vocabulary.forPaths()),
      text: try TemplateText(body, file: "\(folder)/\(from)", vocabulary: vocabulary),
      isExecutable: try file.flag("executable") ?? false)
  }

  /// The one-line text of `key`.
  func text(
    _ key: String, of fields: Fields, vocabulary: Vocabulary
  ) throws(CompositionFailure) -> TemplateText {
    try TemplateText(
      try fields.required(key), file: fields.file, line: fields.node(key)?.mark?.line ?? 1,
      vocabulary: vocabulary)
  }
}

extension Template.Slot {
  /// The keys of a slot in template.yaml.
  static let keys = [
    "name", "help", "accepts", "min", "max", "level", "lands", "path", "shebang", "priority",
  ]
}

extension Parameter {
  /// The keys of a parameter in template.yaml.
  static let keys = ["name", "type", "help", "required", "default", "choices", "pattern"]

  /// Reads a parameter, and checks that its default is one that it allows.
  init(_ fields: Fields) throws(CompositionFailure) {
    name = try fields.required("name")
    guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) })
    else { throw fields.failure("name", "should be ASCII letters, digits, “-” and “_”") }
    guard let kind = Kind(rawValue: try fields.string("type") ?? "string") else {
      let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw fields.failure("type", "should be one of \(known)")
    }
    self.kind = kind
    help = try fields.required("help")
    isRequired = try fields.flag("required") ?? false
    choices = try fields.strings("choices")
    pattern = try fields.string("pattern")
    if let pattern, (try? Regex(pattern)) == nil {
      throw fields.failure("pattern", "is no regular expression")
    }
    fallback = try fields.setting("default")
    guard fallback != nil else { return }
    do {
      _ = try value(nil)
    } catch {
      throw fields.failure("default", "is not allowed: \(error.problem)")
    }
  }
}

extension Fields {
  /// A text or a list of texts.
  func setting(_ key: String) throws(CompositionFailure) -> Setting? {
    switch node(key) {
    case nil: nil
    case .sequence: .list(try strings(key))
    default: try string(key).map(Setting.text)
    }
  }
}
