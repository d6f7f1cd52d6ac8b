internal import Sections

/// Why a part of a shared file cannot be told from the rest of it. Nothing is written then.
package enum SharedFailure: Explained, Equatable {
  /// A line that looks like one of our markers, but is not quite one. Lines count from 1.
  case damagedMarker(line: Int)
  /// A begin without an end, or an end without a begin.
  case unpairedMarker(line: Int)
  /// A second part of the same name.
  case repeatedMarker(line: Int)
  /// What is to be put in has one of our markers itself.
  case markerInPart(line: Int)
  /// The file is not JSON.
  case notJSON(line: Int, reason: String)
  /// What is to be put in is not a JSON object.
  case notAnObject
  /// A key on the way to one of ours leads to something that has no keys.
  case blockedKey(String)
  /// A key that one of ours goes through is there twice.
  case repeatedKey(String)

  package var problem: String {
    switch self {
    case .damagedMarker(let line): "line \(line) looks like a marker of ours, but was changed"
    case .unpairedMarker(let line): "the marker on line \(line) has no counterpart"
    case .repeatedMarker(let line): "the marker on line \(line) is there already further up"
    case .markerInPart(let line): "line \(line) of what is to be put in is a marker itself"
    case .notJSON(let line, let reason): "line \(line) is not JSON: \(reason)"
    case .notAnObject: "what is to be put in is not a JSON object"
    case .blockedKey(let key): "“\(key)” has a value of another kind there"
    case .repeatedKey(let key): "“\(key)” is there twice"
    }
  }

  package var hint: String? {
    switch self {
    case .damagedMarker, .unpairedMarker, .repeatedMarker:
      "Mend the markers in the file, or remove them all with what is between them."
    case .markerInPart: "Take the marker out of the file in the workspace."
    case .notJSON, .blockedKey, .repeatedKey: "Mend the file by hand, then plan again."
    case .notAnObject: "Write { … } with the keys that are to be owned."
    }
  }
}

/// That a part cannot be put into a file, or is none: which file, and why.
package struct UnusablePart: Explained, Equatable {
  /// The file, below the target's root.
  package let path: RelativePath
  /// What is wrong.
  package let failure: SharedFailure

  package var problem: String { "what is to be ours in \(path) cannot be: \(failure.problem)" }
  package var hint: String? { failure.hint }

  /// Does `body`, whose failure gets the name of the file.
  static func naming<Value>(
    _ path: RelativePath, _ body: () throws(SharedFailure) -> Value
  ) throws(UnusablePart) -> Value {
    do throws(SharedFailure) {
      return try body()
    } catch {
      throw UnusablePart(path: path, failure: error)
    }
  }
}
