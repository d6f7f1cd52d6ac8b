extension Template {
  /// The values of all parameters, as `settings` and the defaults say.
  func values(_ settings: [String: Setting]) throws(CompositionFailure) -> [String: Value] {
    for name in settings.keys.sorted() where !parameters.contains(where: { $0.name == name }) {
      throw .unknownParameter(name, known: parameters.map(\.name))
    }
    var values: [String: Value] = [:]
    for parameter in parameters {
      values[parameter.name] = try parameter.value(settings[parameter.name])
    }
    return values
  }
}
