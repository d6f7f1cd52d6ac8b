/// Keys that are set in a JSON file which others write to as well. Every other byte stays.
package enum JSONKeys {
  /// `file` with the keys of an object set as they are there.
  ///
  /// - Parameter file: empty where there is none.
  /// - Throws: ``SharedFailure`` where the file is no object, or a key has a value of another kind.
  package static func set(_ object: [UInt8], in file: [UInt8]) throws(SharedFailure) -> [UInt8] {
    let isBlank = file.allSatisfy { $0 <= 0x20 }
    return try OwnedKeys.splice(OwnedKeys(object), into: isBlank ? [] : file, replacing: nil)
  }
}
