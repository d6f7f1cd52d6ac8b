/// The versions of a file that meet in a merge.
enum Side: CaseIterable {
  case base, ours, theirs
}

/// One value for each of the versions that meet in a merge.
struct Three<Value> {
  /// What the version has that both sides began with.
  var base: Value
  /// What our side has.
  var ours: Value
  /// What their side has.
  var theirs: Value

  /// The value of one side.
  subscript(side: Side) -> Value {
    get {
      switch side {
      case .base: base
      case .ours: ours
      case .theirs: theirs
      }
    }
    set {
      switch side {
      case .base: base = newValue
      case .ours: ours = newValue
      case .theirs: theirs = newValue
      }
    }
  }

  /// The three, in the order base, ours, theirs.
  var all: [Value] { [base, ours, theirs] }

  /// What `change` makes of each.
  func map<Other>(_ change: (Value) -> Other) -> Three<Other> {
    Three<Other>(base: change(base), ours: change(ours), theirs: change(theirs))
  }
}

extension Three: Sendable where Value: Sendable {}

extension Three where Value: Equatable {
  /// The value where at most one side changed it, or both did alike; nil where they disagree.
  var agreed: Value? {
    if ours == theirs || theirs == base { return ours }
    return ours == base ? theirs : nil
  }
}
