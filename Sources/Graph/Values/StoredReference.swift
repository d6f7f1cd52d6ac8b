package import Sections

/// A reference from one section to others, as far as it can be followed today.
package struct StoredReference: Sendable, Equatable {
  /// The section that refers.
  package let source: StoredSection
  /// How it refers.
  package let kind: Reference.Kind
  /// Where in its file the reference stands.
  package let range: Range<Int>
  /// To what, as the library looks for it: `pdf/forms.md#fields`, `fill`.
  package let name: String
  /// The sections it leads to: one, nearly always. None where nothing of that name is known, or
  /// where it leads to a whole file.
  package let sections: [StoredSection]
  /// The file it leads to, or that holds ``sections``.
  package let document: String?

  /// Whether it leads anywhere.
  package var isResolved: Bool { !sections.isEmpty || document != nil }
}
