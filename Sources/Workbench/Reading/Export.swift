internal import Foundation
internal import Graph
internal import Sections
internal import Workspace

/// What an export wrote.
package struct ExportReport: Codable, Sendable, Equatable {
  /// The files that were written, by path below the folder exported to.
  package var written: [String] = []
  /// The files that were there already, the same.
  package var same: [String] = []
}

extension Workbench {
  /// Writes files of the library back to disk, byte for byte, with their modes.
  ///
  /// A component is written as a folder of its name below `destination`; one file is written as
  /// `destination`, unless that is a folder.
  ///
  /// - Parameters:
  ///   - addresses: components and files; everything where nil.
  ///   - isForced: whether to overwrite files with other content.
  /// - Throws: ``ExportFailure/different(_:)`` before anything is written.
  package func export(
    _ addresses: [String]?, to destination: String, overwriting isForced: Bool
  ) throws -> ExportReport {
    var documents: [(path: String, document: StoredDocument)] = []
    for address in addresses ?? [] { documents += try exports(address) }
    if addresses == nil { documents = try graph.documents().map { ($0.path, $0) } }
    let target = URL(fileURLWithPath: destination).standardizedFileURL
    let isOneFile =
      addresses?.count == 1 && documents.count == 1
      && documents[0].path == lastPart(documents[0].document.path)
      && !Folder.exists(target.path)
    if isOneFile { documents[0].path = target.lastPathComponent }
    let root = isOneFile ? target.deletingLastPathComponent() : target
    let folder = try Folder(root.path, making: true)
    return try write(documents, to: folder, isForced)
  }

  private func exports(_ address: String) throws -> [(path: String, document: StoredDocument)] {
    let documents = try documents(address)
    guard case .component(let component) = try graph.resolve(try Address(address)),
      component.entry != component.path
    else { return documents.map { (lastPart($0.path), $0) } }
    let dropped = component.path.count - lastPart(component.path).count
    return documents.map { (String($0.path.dropFirst(dropped)), $0) }
  }

  private func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private func write(
    _ documents: [(path: String, document: StoredDocument)], to folder: borrowing Folder,
    _ isForced: Bool
  ) throws -> ExportReport {
    var report = ExportReport()
    var changed: [(RelativePath, StoredDocument)] = []
    for (text, document) in documents {
      let path = try RelativePath(text)
      let there = try folder.read(path)
      if let there, ContentHash(of: there.bytes) == document.hash {
        report.same.append(text)
      } else if there != nil, !isForced {
        throw ExportFailure.different("\(folder.path)/\(text)")
      } else {
        changed.append((path, document))
      }
    }
    for (path, document) in changed {
      let content = FileContent(
        bytes: try graph.bytes(of: document), isExecutable: document.stat.isExecutable)
      try folder.write(content, to: path)
      report.written.append(path.text)
    }
    return report
  }
}

/// Why an export was refused.
package enum ExportFailure: Explained, Equatable {
  /// A file that is in the way and has other content.
  case different(String)

  package var problem: String {
    switch self {
    case .different(let path): "\(path) is there already, with other content"
    }
  }

  package var hint: String? { "Export to another place, or overwrite it with --force." }
}
