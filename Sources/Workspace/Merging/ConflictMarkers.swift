/// Writes the three versions of a text one after another, as git does where they are at odds.
struct ConflictMarkers {
  /// What the versions are called.
  let labels: SectionMerge.Labels

  /// Ours, base and theirs between markers, with a line end after each but the last marker.
  func text(_ texts: Three<ArraySlice<UInt8>>) -> [UInt8] {
    line("<<<<<<<", labels.ours) + whole(texts.ours) + line("|||||||", labels.base)
      + whole(texts.base) + Array("=======\n".utf8) + whole(texts.theirs)
      + line(">>>>>>>", labels.theirs).dropLast()
  }

  private func line(_ marker: String, _ label: String) -> [UInt8] {
    Array("\(marker) \(label)\n".utf8)
  }

  private func whole(_ text: ArraySlice<UInt8>) -> [UInt8] {
    text.isEmpty || text.last == 0x0A ? Array(text) : Array(text) + [0x0A]
  }
}
