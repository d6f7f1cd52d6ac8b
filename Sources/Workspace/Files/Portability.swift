extension RelativePath {
  /// Expects that every system can hold a file of that path, and takes it for no other. Git carries
  /// paths from one machine to the next, so what this one allows does not suffice.
  ///
  /// What is merely odd is allowed: spaces, other scripts, a dash or a dot at the beginning.
  ///
  /// - Throws: ``PathFailure`` that says why some system could not.
  package func expectPortable() throws(PathFailure) {
    for part in parts {
      if let fault = RelativePath.fault(ofPortable: part) {
        throw PathFailure(path: text, fault: fault)
      }
    }
  }

  private static func fault(ofPortable part: Substring) -> PathFailure.Fault? {
    // All of these are a byte each in UTF-8, and no byte of another character.
    if part.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return .control }
    if part.utf8.contains(where: { forbidden.contains($0) }) { return .character }
    if let last = part.utf8.last, last == UInt8(ascii: ".") || last == UInt8(ascii: " ") {
      return .ending
    }
    return isDevice(part) ? .device : nil
  }

  private static let forbidden = Set(#"<>:"|?*\"#.utf8)

  /// Whether Windows takes a name for a device, whatever follows a dot.
  private static func isDevice(_ part: Substring) -> Bool {
    var stem = part.prefix { $0 != "." }
    while stem.last == " " { stem.removeLast() }
    return devices.contains(stem.lowercased())
  }

  private static let devices: Set<String> = {
    let ports = ["com", "lpt"].flatMap { port in "123456789¹²³".map { "\(port)\($0)" } }
    return Set(["con", "prn", "aux", "nul", "conin$", "conout$"] + ports)
  }()
}
