import Foundation
package import Sections

/// One file on its way into the library: read and outlined, not yet stored.
package struct Arrival: Sendable {
  /// The file, its outline and its sections. Its source's path begins with the root's name.
  package let reading: Reading
  /// Where it is on disk: its absolute path, without symbolic links.
  package let location: String
  /// What the file system said before it was read.
  package let stat: FileStat
  /// The hash of its bytes.
  package let hash: ContentHash
  /// What the caller wants to be told of the file again: see ``SectionGraph/facts(of:)``.
  package let facts: String?
  /// The ids that its sections are to have, in reading order; nil to continue what is there.
  package let ids: [SectionID]?

  /// An arrival. Hashes the bytes, so make it where files are read in parallel.
  ///
  /// - Parameter ids: what ``LibraryState/sections`` said, for ``SectionGraph/restore(_:removing:)``.
  package init(
    reading: Reading, location: String, stat: FileStat, facts: String? = nil,
    ids: [SectionID]? = nil
  ) {
    self.reading = reading
    self.location = location
    self.stat = stat
    self.facts = facts
    self.ids = ids
    hash = ContentHash(of: reading.source.bytes)
  }

  var path: String { reading.source.path }
}

/// What storing one file did.
package struct StoreOutcome: Sendable, Equatable {
  /// What became of the file.
  package enum Change: Sendable, Equatable {
    /// It is new, or came back.
    case added
    /// It was known by this other path, which is gone.
    case renamed(from: String)
    /// Its bytes differ.
    case changed
    /// Its bytes are the same, but another parser, or a newer one, read them.
    case reparsed
    /// Nothing but its time or inode differs.
    case unchanged
    /// The same file on disk is in the library by this path. Nothing was stored.
    case sameFile(as: String)
  }

  /// The file's path in the library.
  package let path: String
  /// What became of it.
  package let change: Change
  /// Sections that are new.
  package internal(set) var added: [SectionID] = []
  /// Sections whose content differs.
  package internal(set) var edited: [SectionID] = []
  /// Sections that have another title or another section around them.
  package internal(set) var moved: [SectionID] = []
  /// Sections that are gone.
  package internal(set) var removed: [SectionID] = []
}
