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
  /// Whether what it makes says so in its own metadata.
  package var stamps = false
  /// Whether functions bring what they need from the other files of their component.
  package var followsModules = false
  /// The tokens that the file an agent reads first may take; nil for any number.
  package var budget: Int?
  /// Files that would come along and are the author's instead: what is copied there from, by path
  /// below the component's folder. Nil where that is not said.
  package var own: [String: Address?] = [:]

  /// A recipe.
  package init(
    template: String, parameters: [String: Setting] = [:], slots: [String: [Entry]] = [:]
  ) {
    self.template = template
    self.parameters = parameters
    self.slots = slots
  }

  /// One section, and how it is to be taken; or words of the author's own.
  package struct Entry: Sendable, Equatable {
    /// Which: pinned to a version where it ends in `@hash`. ``Sections/Address/nothing`` where
    /// there is ``text``; where there is ``own``, what that was copied of, if that is said.
    package var address: Address
    /// The author's own words, as Markdown, in place of a section.
    package var text: String?
    /// A file of the author's own, by its path below the component's folder: the template links to
    /// it, and composing leaves it alone.
    package var own: String?
    /// The further sections that a file of the author's own was copied of, where it was more than
    /// one: a script of several functions.
    package var also: [Address] = []
    /// A title instead of its own; for code, a heading above it.
    package var title: String?
    /// The level of its outermost heading, where the slot's is not right.
    package var level: Int?
    /// Whether it brings the sections below it.
    package var children: Bool
    /// Which parts of it are taken; all where empty.
    package var only: Set<Kept> = []

    /// The parts of a section.
    package enum Kept: String, Sendable, CaseIterable {
      /// Its fenced code blocks, and those of its children.
      case code
      /// All but those: text and headings.
      case prose
    }

    /// An entry of the author's own words.
    package init(text: String) {
      self.init(.nothing)
      self.text = text
    }

    /// An entry of a file of the author's own.
    package init(own: String, of address: Address?, title: String?) {
      self.init(address ?? .nothing, title: title)
      self.own = own
    }

    /// Whether it is a section, rather than something of the author's own.
    package var isSection: Bool { text == nil && own == nil }

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
    slots.keys.sorted().flatMap { slot in
      slots[slot, default: []].filter(\.isSection).map(\.address)
    }
  }
}
