extension Lock {
  /// Finds the section around each of the spans of a file, asked for in their order.
  ///
  /// It goes once through the sections, which are in order and do not overlap, rather than for each
  /// span through all of them.
  package struct Around {
    private let sections: [Range]
    private var next = 0

    /// - Parameter sections: the sections of the file, in order.
    package init(_ sections: [Range]) { self.sections = sections }

    /// The position of the section that has all of `bytes`, offsets into the file; nil where none
    /// has.
    package mutating func position(of bytes: Swift.Range<Int>) -> Int? {
      while next < sections.count, sections[next].end <= bytes.lowerBound { next += 1 }
      guard next < sections.count, sections[next].start <= bytes.lowerBound,
        bytes.upperBound <= sections[next].end
      else { return nil }
      return next
    }
  }
}
