internal import Sections

extension Template {
  /// What is wrong with a template: each parameter, slot and line by itself, so that one mistake
  /// does not hide the next. Empty where it can be read.
  ///
  /// - Parameters:
  ///   - files: as for reading it.
  ///   - folder: the folder's path, for messages.
  package static func problems(
    files: [String: [UInt8]], folder: String
  ) -> [CompositionFailure] {
    var problems: [CompositionFailure] = []
    func attempt<Value>(_ body: () throws(CompositionFailure) -> Value) -> Value? {
      do throws(CompositionFailure) {
        return try body()
      } catch {
        if !problems.contains(error) { problems.append(error) }
        return nil
      }
    }
    let path = "\(folder)/template.yaml"
    guard let bytes = files["template.yaml"] else {
      return [.unreadable(file: path, line: 1, reason: "the file is missing")]
    }
    guard
      let fields = attempt({ () throws(CompositionFailure) in
        try Fields(document: bytes, file: path, keys: Template.keys)
      })
    else { return problems }
    for key in ["name", "kind", "description", "root"] {
      _ = attempt { () throws(CompositionFailure) in try fields.required(key) }
    }
    let parameters = attempt { () throws(CompositionFailure) in try fields.list("parameters") }
    for node in parameters ?? [] {
      _ = attempt { () throws(CompositionFailure) in
        try Parameter(Fields(node, file: path, keys: Parameter.keys))
      }
    }
    let reader = attempt { () throws(CompositionFailure) in
      try TemplateReader(fields: fields, files: files, folder: folder)
    }
    guard let reader else { return problems }
    for slot in attempt({ () throws(CompositionFailure) in try reader.slotFields() }) ?? [] {
      _ = attempt { () throws(CompositionFailure) in try reader.slot(slot) }
    }
    for node in attempt({ () throws(CompositionFailure) in try fields.list("files") }) ?? [] {
      let file = attempt { () throws(CompositionFailure) in
        try Fields(node, file: path, keys: ["path", "from", "executable"])
      }
      guard let file else { continue }
      for problem in reader.problems(in: file) where !problems.contains(problem) {
        problems.append(problem)
      }
    }
    // What only shows when all of it is read.
    if problems.isEmpty {
      _ = attempt { () throws(CompositionFailure) in try Template(files: files, folder: folder) }
    }
    return problems
  }
}

extension TemplateReader {
  /// No file has more problems listed than this.
  private static let most = 50

  /// What is wrong with a file: each wrong line is left out, to find the next.
  fileprivate func problems(in file: Fields) -> [CompositionFailure] {
    do throws(CompositionFailure) {
      _ = try self.file(file)
      return []
    } catch {
      var problems = [error]
      guard let from = try? file.required("from"), let bytes = files[from],
        case .unreadable("\(folder)/\(from)", _, _) = error
      else { return problems }
      var lines = String(decoding: bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      while problems.count < Self.most, case .unreadable(_, let line, _)? = problems.last,
        lines.indices.contains(line - 1), !lines[line - 1].isEmpty
      {
        lines[line - 1] = ""
        do throws(CompositionFailure) {
          _ = try TemplateText(
            lines.joined(separator: "\n"), file: "\(folder)/\(from)", vocabulary: vocabulary)
          break
        } catch {
          problems.append(error)
        }
      }
      return problems
    }
  }
}

/// What a template is tried with: values and sections that stand for those of a user.
package struct TemplateSample: Sendable {
  /// The recipe.
  package var recipe: Recipe
  /// Its sections.
  package var parts: [Part] = []

  /// A sample for `template`; nil where no value is known that a pattern allows.
  ///
  /// - Parameter isFull: whether everything is set and filled, and not only what must be.
  package init?(for template: Template, isFull: Bool) {
    recipe = Recipe(template: template.name)
    for parameter in template.parameters where isFull || parameter.isRequired {
      guard let setting = parameter.sample else {
        if parameter.isRequired { return nil }
        continue
      }
      recipe.parameters[parameter.name] = setting
    }
    for slot in template.slots where isFull || slot.count.lowerBound > 0 {
      for number in 1...min(max(1, slot.count.lowerBound), 20) {
        guard slot.count.contains(number), let part = Part(sampleFor: slot, number) else {
          continue
        }
        parts.append(part)
        recipe.slots[slot.name, default: []].append(Recipe.Entry(part.address))
      }
    }
  }
}

extension Parameter {
  /// A value that it allows; nil where none is known.
  fileprivate var sample: Setting? {
    if let fallback, fallback != .list([]) { return fallback }
    let texts =
      choices + [
        "sample", "a sample of it", "1", "true", "1.0.0", "2026-01-01", "a", "A", "Sample",
        "https://example.org/", "sample@example.org", "sample.md",
      ]
    for text in texts {
      let setting: Setting = kind == .list ? .list([text]) : .text(text)
      if (try? value(setting)) != nil { return setting }
    }
    return nil
  }
}

extension Part {
  /// A section that `slot` takes; nil where no kind is known that it does.
  fileprivate init?(sampleFor slot: Template.Slot, _ number: Int) {
    let isCode = slot.landing == .script || !slot.takes(.heading)
    let kinds: [SectionKind] = isCode ? [.function, .code, .text] : [.heading]
    guard let kind = kinds.first(where: { slot.takes($0) }),
      let address = try? Address("sample-\(slot.name)-\(number).\(isCode ? "sh" : "md")#sample")
    else { return nil }
    let text = isCode ? "sample\(number)() {\n  :\n}\n" : "# Sample \(number)\n\nText.\n"
    let bytes = Array(text.utf8)
    let id = SectionID(path: address.path, fragment: "sample")
    self.init(
      address: address,
      passage: Passage(id: id, hash: ContentHash(of: bytes), bytes: bytes, start: 0),
      path: address.path, kind: kind, title: "Sample \(number)")
    if !isCode { headings = [Heading(start: 0, level: 1)] }
  }
}
