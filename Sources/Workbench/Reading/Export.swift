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
  /// A component or folder is written as a folder of its name below `destination`; one file is written as
  /// `destination`, unless that is a folder.
  ///
  /// - Parameters:
  ///   - addresses: components, folders and files; everything where nil.
  ///   - isForced: whether to overwrite files with other content.
  /// - Throws: ``ExportFailure`` before anything is written.
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

  /// What `address` names, with the paths to write to: a folder keeps its own name.
  private func exports(_ address: String) throws -> [(path: String, document: StoredDocument)] {
    let files = try files(address)
    guard let folder = files.folder else {
      return files.documents.map { (lastPart($0.path), $0) }
    }
    let dropped = folder.utf8.count - lastPart(folder).utf8.count
    return files.documents.map {
      (String(decoding: $0.path.utf8.dropFirst(dropped), as: UTF8.self), $0)
    }
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
    var hashes: [PathKey: ContentHash] = [:]
    for (text, document) in documents {
      let path = try RelativePath(text)
      guard
        hashes.updateValue(document.hash, forKey: PathKey(text)) ?? document.hash == document.hash
      else { throw ExportFailure.collision("\(folder.path)/\(text)") }
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
  /// Two of the files, with different content, would be written there.
  case collision(String)

  package var problem: String {
    switch self {
    case .different(let path): "\(path) is there already, with other content"
    case .collision(let path): "two of the files would be written to \(path)"
    }
  }

  package var hint: String? {
    switch self {
    case .different: "Export to another place, or overwrite it with --force."
    case .collision: "Export them one by one, to different places."
    }
  }
}
