package import Sections

/// A file as the library has it.
package struct StoredDocument: Sendable, Equatable {
  /// Its path in the library.
  package let path: String
  /// Where it was on disk when it was last read.
  package let location: String
  /// The path of the component that it belongs to.
  package let component: String?
  /// Which parser read it, `ID/VERSION`; nil where none claimed it.
  package let parser: String?
  /// What the file system said of it.
  package let stat: FileStat
  /// The hash of its bytes.
  package let hash: ContentHash
  /// How many sections it has.
  package let sectionCount: Int
  /// What its parser warned of, and what the library could not do with it.
  package let warnings: [String]
  let id: Int64
  let blob: Int64

  /// About how many tokens it takes.
  package var tokens: Int { TokenEstimate.tokens(bytes: stat.size) }
}

/// One version of a file.
package struct DocumentVersion: Sendable, Equatable {
  /// Counts up from 1.
  package let sequence: Int
  /// The hash of its bytes.
  package let hash: ContentHash
  /// How many bytes it has.
  package let size: Int
  /// Which parser read it.
  package let parser: String?
}
