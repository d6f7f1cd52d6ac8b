/// How a part of a file is ours.
package enum SharedKind: String, Sendable, Codable {
  /// The lines between two markers.
  case block
  /// Some keys of a JSON object.
  case keys
}

/// What is ours of a file that others write to as well.
///
/// A part is compared, merged and recorded like a file of its own, in its canonical form; only
/// reading it from the target's file and putting it back in are special. Every byte outside of
/// it stays as it is.
package struct SharedPart: Hashable, Sendable {
  /// How it is ours.
  package let kind: SharedKind
  private let markers: Markers

  /// The part of the file at `path` below a target's root.
  ///
  /// - Parameter name: stands in the markers, so that several tools or homes may share a file: the
  ///   target's name.
  package init(of path: RelativePath, name: String) {
    kind = path.name.hasSuffix(".json") ? .keys : .block
    markers = Markers(name: name, fileName: String(path.name))
  }

  /// The form in which a part is compared: of a block, lines that end in LF, the last too; of keys,
  /// JSON with a line for each, values as they were written.
  ///
  /// - Throws: ``SharedFailure`` where `part` can be no part of a file.
  package func canonical(_ part: [UInt8]) throws(SharedFailure) -> [UInt8] {
    switch kind {
    case .block: try ManagedBlock(markers).canonical(part)
    case .keys: try OwnedKeys(part).bytes
    }
  }

  /// The part that `file` has now, in canonical form; nil where it has none.
  ///
  /// - Parameter parts: the parts whose keys count as ours: what is wanted, and what was deployed.
  ///   They play no role for a block.
  package func extract(
    from file: [UInt8], owned parts: [[UInt8]] = []
  ) throws(SharedFailure) -> [UInt8]? {
    switch kind {
    case .block: return try ManagedBlock(markers).extract(from: file)
    case .keys:
      var paths: [OwnedKeys.Path] = []
      for part in parts { paths += try OwnedKeys(part).paths }
      return try OwnedKeys(paths, in: file)?.bytes
    }
  }

  /// `file` with `part` as its part, or without one where nil.
  ///
  /// - Parameters:
  ///   - file: empty where there is none.
  ///   - replaced: the part that was deployed: its keys go where `part` does not have them.
  package func splice(
    _ part: [UInt8]?, into file: [UInt8], replacing replaced: [UInt8]? = nil
  ) throws(SharedFailure) -> [UInt8] {
    switch kind {
    case .block: return try ManagedBlock(markers).splice(part, into: file)
    case .keys:
      let old = if let replaced { try OwnedKeys(replaced) } else { OwnedKeys?.none }
      let new = if let part { try OwnedKeys(part) } else { OwnedKeys?.none }
      return try OwnedKeys.splice(new, into: file, replacing: old)
    }
  }

  /// Whether `file` says nothing: it may be removed where we made it.
  package func isVoid(_ file: [UInt8]) -> Bool {
    switch kind {
    case .block: file.isEmpty
    case .keys: file.filter { $0 > 0x20 } == Array("{}".utf8)
    }
  }
}
