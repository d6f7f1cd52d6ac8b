internal import Sections

/// The names that a file has before it has its own, or after it had it. No agent loads any of them,
/// and they are short: the longest name there is has room for them beside it.
struct Temporary {
  /// Its name while it is in the making. What has such a name after a crash is nobody's.
  let making: String
  /// Its name from just before it changes places with another file. What has such a name after a
  /// crash may be what somebody saved; the hash in it tells our own bytes from theirs.
  let aside: String

  /// Names for a file of those bytes; for one that is only put aside where nil.
  init(for content: FileContent?) {
    let number = String(UInt64.random(in: .min ... .max), radix: 36)
    making = ".joinery-\(number).tmp"
    aside = ".joinery-\(number)-\(content.map(Temporary.mark) ?? "none").old"
  }

  /// Whether what has that name may be somebody's.
  static func isAside(_ name: String) -> Bool { name.hasSuffix(".old") }

  /// Whether the bytes are those that were to be written when the name was given.
  static func isOurs(_ content: FileContent, named name: String) -> Bool {
    name.hasSuffix("-\(mark(content)).old")
  }

  /// A name under which what was put aside is seen by whoever lists the folder.
  static func kept(_ name: String) -> String {
    "joinery-kept-" + name.dropFirst(".joinery-".count).prefix { $0 != "-" }
  }

  private static func mark(_ content: FileContent) -> String {
    ContentHash(of: content.bytes).short
  }
}
