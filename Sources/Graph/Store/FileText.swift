import Foundation
import Sections

/// One version of a file, as far as its full text depends on it.
struct FileText {
  /// A file is searched inside when its sections times its bytes are at most this.
  ///
  /// SQLite reads all of a blob to take a part of it, so whatever compares the index with the
  /// text, as ‘doctor’ does, costs that much: 16 GB take some seconds. 8,000 sections in 2 MB pass.
  static let limit = 1 << 34
  static let tooLarge = "too large, with too many sections, to search inside; only by title"

  let path: String
  /// Its bytes, and the version of the library's blob.
  let blob: Int64?
  let bytes: [UInt8]
  let data: Data
  let isSearchable: Bool

  /// The version that arrives.
  init(_ arrival: Arrival) {
    let source = arrival.reading.source
    path = source.path
    blob = nil
    bytes = source.bytes
    data = Data(source.bytes)
    let sections = arrival.reading.cuts.count
    isSearchable = !source.isBinary && sections <= FileText.limit / max(1, source.bytes.count)
  }

  /// The version that the library has.
  init(_ document: KnownDocument?, bytes: [UInt8]) {
    path = document?.path ?? ""
    blob = document?.blob
    self.bytes = bytes
    data = Data(bytes)
    isSearchable = document?.isSearchable ?? false
  }

  func text(of cut: Cut, trail: String) -> IndexedText {
    IndexedText(cut, path: path, trail: trail, bytes: data, isSearchable: isSearchable)
  }
}

extension Cut {
  /// The cut with text that SQLite can keep: NUL would end it.
  var storable: Cut {
    var cut = self
    cut.title = title.storable
    cut.anchor = anchor.storable
    cut.language = language?.storable
    return cut
  }
}

extension String {
  /// The text with U+FFFD for NUL, which would end it in SQLite.
  var storable: String {
    utf8.contains(0) ? replacing("\0", with: "\u{FFFD}") : self
  }
}
