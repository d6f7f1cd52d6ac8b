package import Components
package import Sections

/// What the component that a section comes from says of itself.
package struct PartHeader: Sendable, Equatable {
  /// Its path in the library.
  package var component: String
  /// What it is.
  package var kind: Component.Kind
  /// Its fields.
  package var fields: [Field]

  /// What `component` says.
  package init(component: String, kind: Component.Kind = .skill, fields: [Field]) {
    self.kind = kind
    self.component = component
    self.fields = fields
  }

  /// The value of `key`.
  subscript(key: String) -> FieldValue? { fields.first { $0.key == key }?.value }
}

/// A field of a composed component that the components its sections come from speak of.
package struct MergedField: Sendable, Equatable {
  /// One of those components, and its value as text.
  package struct Voice: Sendable, Equatable {
    /// The component's path in the library.
    package var component: String
    /// Its value.
    package var value: String
  }

  /// The field.
  package var key: String
  /// What the composed component says; nil where it says nothing, because they disagree, or
  /// because it may not be written.
  package var value: String?
  /// What each says, in the order of the recipe.
  package var voices: [Voice]
  /// What is wrong: lower case, no full stop; nil where nothing is.
  package var warning: String?
}
