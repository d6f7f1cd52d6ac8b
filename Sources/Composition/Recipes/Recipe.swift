package import Sections

/// What a composed component is made of: a small file that is written by `compose` or by hand.
package struct Recipe: Sendable, Equatable {
  /// The template's name.
  package var template: String
  /// What is set, by parameter.
  package var parameters: [String: Setting]
  /// The sections of each slot, in order.
  package var slots: [String: [Entry]]
  /// Whether one of two different files at the same path gets another.
  package var renames = false
  /// The tokens that the file an agent reads first may take; nil for any number.
  package var budget: Int?

  /// A recipe.
  package init(
    template: String, parameters: [String: Setting] = [:], slots: [String: [Entry]] = [:]
  ) {
    self.template = template
    self.parameters = parameters
    self.slots = slots
  }

  /// One section, and how it is to be taken.
  package struct Entry: Sendable, Equatable {
    /// Which: pinned to a version where it ends in `@hash`.
    package var address: Address
    /// A title instead of its own; for code, a heading above it.
    package var title: String?
    /// The level of its outermost heading, where the slot's is not right.
    package var level: Int?
    /// Whether it brings the sections below it.
    package var children: Bool

    /// An entry.
    package init(
      _ address: Address, title: String? = nil, level: Int? = nil, children: Bool = true
    ) {
      self.address = address
      self.title = title
      self.level = level
      self.children = children
    }
  }

  /// Every address in it, in the order of the slots' names: what the caller must hand in.
  package var addresses: [Address] {
    slots.keys.sorted().flatMap { slots[$0, default: []].map(\.address) }
  }
}
