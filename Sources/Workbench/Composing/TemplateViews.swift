internal import Composition
internal import Foundation
internal import Sections
internal import Workspace

/// A template: what can be set, and what can be filled.
package struct TemplateView: Codable, Sendable, Equatable {
  /// Something that can be set.
  package struct Parameter: Codable, Sendable, Equatable {
    /// What `--set` calls it.
    package var name: String
    /// What its value is: string, text, integer, flag or list.
    package var type: String
    /// Whether there must be a value.
    package var isRequired: Bool
    /// The value where none is set; several for a list.
    package var fallback: [String]
    /// The only values allowed; empty for any.
    package var choices: [String]
    /// What the whole value must match.
    package var pattern: String?
    /// What it is for.
    package var help: String
  }

  /// Something that can be filled.
  package struct Slot: Codable, Sendable, Equatable {
    /// What `--slot` calls it.
    package var name: String
    /// The kinds of section it takes; empty for all but frontmatter and binary files.
    package var accepts: [String]
    /// How many it must have.
    package var least: Int
    /// How many it may have; nil for any number.
    package var most: Int?
    /// The level of their headings.
    package var level: Int
    /// Where they go: inline, reference, script or asset.
    package var lands: String
    /// What belongs in it.
    package var help: String
  }

  /// What `--template` calls it.
  package var name: String
  /// What it makes.
  package var kind: String
  /// What it is for.
  package var summary: String
  /// What can be set.
  package var parameters: [Parameter]
  /// What can be filled.
  package var slots: [Slot]

  init(_ template: Template) {
    name = template.name
    kind = template.kind.rawValue
    summary = template.summary
    parameters = template.parameters.map { parameter in
      Parameter(
        name: parameter.name, type: parameter.kind.rawValue, isRequired: parameter.isRequired,
        fallback: parameter.fallback?.texts ?? [], choices: parameter.choices,
        pattern: parameter.pattern, help: parameter.help)
    }
    slots = template.slots.map { slot in
      Slot(
        name: slot.name, accepts: slot.accepts?.map(\.rawValue) ?? [],
        least: slot.count.lowerBound,
        most: slot.count.upperBound == .max ? nil : slot.count.upperBound, level: slot.level,
        lands: slot.landing.rawValue, help: slot.help)
    }
  }
}

/// A template, whether or not it can be read.
package struct TemplateListing: Codable, Sendable, Equatable {
  /// What `--template` calls it.
  package var name: String
  /// What it makes; nil where it cannot be read.
  package var kind: String?
  /// What it is for; nil where it cannot be read.
  package var summary: String?
  /// Why it cannot be read.
  package var problem: String?
}

/// What is wrong with a template.
package struct TemplateCheck: Codable, Sendable, Equatable {
  /// Its name, or the folder that was named.
  package var name: String
  /// What is wrong with it, each with file and line where that is known.
  package var problems: [String]
  /// What a component that was made with sample values breaks.
  package var findings: [FindingView]

  /// Whether it can be used.
  package var isValid: Bool { problems.isEmpty && !findings.contains { $0.severity == "error" } }
}

extension Workbench {
  /// The templates of the home, by name.
  package func templates() -> [TemplateListing] {
    templateNames.map { name in
      do {
        let template = try template(name)
        return TemplateListing(
          name: name, kind: template.kind.rawValue, summary: template.summary)
      } catch {
        let problem = (error as? any Explained)?.problem ?? "\(error)"
        return TemplateListing(name: name, problem: problem)
      }
    }
  }

  /// The template of that name.
  ///
  /// - Throws: ``TemplateFailure``, ``CompositionFailure``.
  package func templateView(_ name: String) throws -> TemplateView {
    TemplateView(try template(name))
  }

  /// Reads a template, says all that is wrong with it, and tries it with sample values and
  /// sections: with only what must be set and filled, and with everything.
  ///
  /// - Parameter name: a template of the home, or the absolute path of a folder.
  /// - Throws: ``TemplateFailure`` where there is none.
  package func checkTemplate(_ name: String) async throws -> TemplateCheck {
    let isFolder = name.hasPrefix("/")
    let path = isFolder ? name : "\(home.templates)/\(name)"
    guard isFolder || (try? RelativePath(name)) != nil, Folder.exists(path) else {
      throw TemplateFailure.unknown(name, known: templateNames)
    }
    let files = try templateFiles(at: path)
    let label = isFolder ? name : "templates/\(name)"
    var check = TemplateCheck(
      name: name,
      problems: Template.problems(files: files, folder: label).map(\.problem), findings: [])
    guard check.problems.isEmpty else { return check }
    let template = try Template(files: files, folder: label)
    if !isFolder, template.name != name {
      check.problems.append(
        "\(label)/template.yaml: the name is “\(template.name)”, and the folder's “\(name)”")
    }
    for isFull in [false, true] {
      guard let sample = TemplateSample(for: template, isFull: isFull) else {
        check.problems.append("\(label): no sample value is known that all patterns allow")
        break
      }
      do throws(CompositionFailure) {
        let made = try Composer.compose(template, sample.recipe, parts: sample.parts)
        for finding in await validate(made).map(FindingView.init)
        where !check.findings.contains(finding) {
          check.findings.append(finding)
        }
      } catch {
        let problem = error.problem
        check.problems.append("\(label), with sample values: \(problem)")
      }
    }
    return check
  }

  private func templateFiles(at path: String) throws -> [String: [UInt8]] {
    let folder = try Folder(path)
    var files: [String: [UInt8]] = [:]
    for (file, _) in try folder.list().files { files[file.text] = try folder.read(file)?.bytes }
    return files
  }
}
