internal import Graph
internal import Sections

/// The files that an address names: a component's, a folder's, or one.
struct AddressedFiles {
  /// The files, by path.
  let documents: [StoredDocument]
  /// The component that they are; nil for a folder or one file.
  let component: Component?
  /// The folder that holds them; nil for one file.
  let folder: String?
}

extension Workbench {
  /// The files that `address` names.
  ///
  /// - Throws: ``AddressFailure``, also where it names a section.
  func files(_ address: String) throws -> AddressedFiles {
    let read = try Address(address)
    do {
      switch try graph.resolve(read) {
      case .component(let component):
        let isFolder = component.entry != component.path
        return AddressedFiles(
          documents: try documents(below: component.path), component: component,
          folder: isFolder ? component.path : nil)
      case .document(let document):
        return AddressedFiles(documents: [document], component: nil, folder: nil)
      case .section: throw AddressFailure.notAFile(address)
      }
    } catch let failure as AddressFailure {
      guard case .unknown = failure else { throw failure }
      let found = try documents(below: read.path)
      guard !found.isEmpty else { throw failure }
      return AddressedFiles(documents: found, component: nil, folder: read.path)
    }
  }

  private func documents(below path: String) throws -> [StoredDocument] {
    let (file, folder) = (PathKey(path), Array("\(path)/".utf8))
    return try graph.documents().filter {
      PathKey($0.path) == file || $0.path.utf8.starts(with: folder)
    }
  }
}
