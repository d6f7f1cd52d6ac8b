internal import Sections

/// Why an archive was not read or written. Nothing of it is used then.
package struct ZipFailure: Explained, Equatable {
  /// What is wrong.
  package enum Fault: Sendable, Equatable, CaseIterable {
    /// It has no directory at its end: it is something else, or cut off.
    case noDirectory
    /// Bytes before the first file, between files, or after the directory.
    case strayBytes
    /// Two entries share bytes.
    case overlap
    /// A field says something that cannot be.
    case damaged
    /// What stands before a file and what the directory says of it differ.
    case disagreement
    /// Sizes beyond 4 GB, or fields for such.
    case zip64
    /// A part of a set of archives.
    case parts
    /// Encrypted, or signed.
    case encrypted
    /// Packed in a way other than deflate, or not at all.
    case method
    /// A link, device or anything else that is no file or folder.
    case notAFile
    /// A name that is not UTF-8, or two names for one file.
    case name
    /// A name that stands twice.
    case twice
    /// What comes out of a file is not as much as was said.
    case size
    /// What comes out of a file is not what was put in.
    case checksum
    /// More than the limits allow.
    case tooMany, tooLarge, tooDense
  }

  /// What is wrong.
  package let fault: Fault
  /// The entry at fault, where it is one.
  package let entry: String?
  /// The archive, where whoever read it from a file has said which.
  package var archive: String?

  init(_ fault: Fault, _ entry: String? = nil) {
    self.fault = fault
    self.entry = entry
  }

  package var problem: String { (archive.map { "\($0): " } ?? "") + complaint }

  private var complaint: String {
    let name = entry.map { "“\($0.count > 120 ? String($0.prefix(120)) + "…" : $0)”" } ?? "it"
    return switch fault {
    case .noDirectory: "this is no zip archive, or its end is missing"
    case .strayBytes: "the archive has bytes that belong to no file"
    case .overlap: "in the archive \(name) shares bytes with another file"
    case .damaged: "the archive is damaged"
    case .disagreement: "the archive says two things about \(name)"
    case .zip64: "the archive is a zip64, for sizes beyond 4 GB"
    case .parts: "the archive is one part of several"
    case .encrypted: "in the archive \(name) is encrypted"
    case .method: "in the archive \(name) is packed in a way that is not read here"
    case .notAFile: "in the archive \(name) is a link or device"
    case .name: "in the archive the name of \(name) is not UTF-8, or is given twice"
    case .twice: "in the archive \(name) is there twice"
    case .size: "in the archive \(name) is not as large as the archive says"
    case .checksum: "in the archive \(name) is damaged: its checksum is another"
    case .tooMany: "the archive has more files than are unpacked"
    case .tooLarge: "what is in the archive is larger than what is unpacked"
    case .tooDense: "in the archive \(name) unpacks to far more than a file of its size does"
    }
  }

  package var hint: String? {
    switch fault {
    case .noDirectory, .damaged, .checksum: "Get the archive again."
    case .zip64, .method, .parts, .encrypted:
      "Pack the files again, as one plain zip archive with deflate."
    default: "Nothing was unpacked. An archive like that is not made by accident."
    }
  }
}
