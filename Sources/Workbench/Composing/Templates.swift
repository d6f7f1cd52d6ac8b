internal import Composition
internal import Foundation
internal import Sections
internal import Workspace

extension Workbench {
  /// The template of that name, from the home.
  ///
  /// - Throws: ``TemplateFailure`` where there is none; ``CompositionFailure`` where it cannot be
  ///   understood.
  func template(_ name: String) throws -> Template {
    guard Folder.exists(home.templates), let path = try? RelativePath(name),
      Folder.exists("\(home.templates)/\(path)")
    else { throw TemplateFailure.unknown(name, known: templateNames) }
    let folder = try Folder("\(home.templates)/\(path)")
    var files: [String: [UInt8]] = [:]
    for (path, _) in try folder.list().files {
      files[path.text] = try folder.read(path)?.bytes
    }
    return try Template(files: files, folder: "templates/\(name)")
  }

  /// The names of the home's templates, in order.
  var templateNames: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: home.templates)) ?? []
    return names.sorted().filter {
      FileManager.default.fileExists(atPath: "\(home.templates)/\($0)/template.yaml")
    }
  }
}

/// Why there is no template to work with.
package enum TemplateFailure: Explained, Equatable {
  /// The home has no template of that name.
  case unknown(String, known: [String])
  /// The home has one of that name already.
  case exists(String)
  /// That cannot be a template's name.
  case badName(String)
  /// Nothing can be made of that kind.
  case unknownKind(String, known: [String])

  package var problem: String {
    switch self {
    case .unknown(let name, _): "there is no template “\(name)”"
    case .exists(let name): "there is a template “\(name)” already"
    case .badName(let name): "“\(name)” cannot be a template's name"
    case .unknownKind(let kind, _): "there is no kind “\(kind)” to make a template for"
    }
  }

  package var hint: String? {
    switch self {
    case .unknown(_, let known):
      known.isEmpty
        ? "The home has no templates: ‘joinery init’ copies those that ship."
        : "The templates are \(known.joined(separator: ", "))."
    case .exists: "Give the new one another name."
    case .badName: "Use lower-case letters, digits and hyphens."
    case .unknownKind(_, let known): "The kinds are \(known.joined(separator: ", "))."
    }
  }
}
