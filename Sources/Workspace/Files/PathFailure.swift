internal import Sections

/// Why a path was refused.
package struct PathFailure: Explained, Equatable {
  /// What is wrong with it.
  package enum Fault: Sendable, Equatable, CaseIterable {
    case empty, absolute, emptyPart, dots, nul, git, reserved, tooLong
    /// What some system could not hold, or would take for another: see
    /// ``RelativePath/expectPortable()``.
    case control, character, ending, device
  }

  /// The path as it was given.
  package let path: String
  /// What is wrong with it.
  package let fault: Fault

  package var problem: String {
    let shown = path.count > 120 ? path.prefix(120) + "…" : path[...]
    return switch fault {
    case .empty: "the path is empty"
    case .absolute: "the path “\(shown)” is absolute"
    case .emptyPart: "the path “\(shown)” has an empty part"
    case .dots: "the path “\(shown)” has a part “.” or “..”"
    case .nul: "the path “\(shown)” has a NUL in it"
    case .git: "the path “\(shown)” leads into a folder that git keeps for itself"
    case .reserved: "the path “\(shown)” is a name that temporary files have here"
    case .tooLong: "the path “\(shown)” is longer than file systems allow"
    case .control: "the path “\(shown)” has a control character in it"
    case .character: #"the path “\#(shown)” has one of < > : " | ? * \ in it"#
    case .ending: "the path “\(shown)” has a part that ends in a dot or a space"
    case .device: "the path “\(shown)” has a part that is the name of a device on Windows"
    }
  }

  package var hint: String? {
    switch fault {
    case .control, .character, .ending, .device:
      "Not every system can hold a file of that name. Give it another."
    default: "Give a path below the folder, with parts joined by “/”."
    }
  }
}
