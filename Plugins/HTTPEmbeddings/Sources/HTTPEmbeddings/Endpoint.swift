/// What to ask for vectors, as a request says it.
package struct Endpoint: Decodable, Sendable, Equatable {
  /// Where it is: `https://host/v1`, or all of it with `/embeddings`.
  package var url: String
  /// What the model is called there.
  package var model: String
  /// How many numbers to ask for, and to hold the answers to; nil for as many as it gives.
  package var dimensions: Int?
  /// How many texts to send at once; nil for 64.
  package var batch: Int?
  /// The variable of the environment that has the key; nil where none is sent.
  package var key: String?
  /// Whether the key may be sent unencrypted to another machine.
  package var insecure: Bool?

  /// An endpoint.
  package init(
    url: String, model: String, dimensions: Int? = nil, batch: Int? = nil, key: String? = nil,
    insecure: Bool? = nil
  ) {
    self.url = url
    self.model = model
    self.dimensions = dimensions
    self.batch = batch
    self.key = key
    self.insecure = insecure
  }

  /// The key that goes to `address`; nil where none is wanted.
  ///
  /// - Throws: ``EndpointFailure`` where the environment lacks it, it is none, or others could
  ///   read it on the way.
  package func key(for address: Address, in environment: [String: String]) throws(EndpointFailure)
    -> String?
  {
    guard let name = key else { return nil }
    guard let key = environment[name], !key.isEmpty else {
      throw .settings(
        "the environment has no \(name), which is to hold the key for \(address.shown)",
        "Set it, as in ‘export \(name)=…’; or take “key” out of .joinery/config.yaml.")
    }
    guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .settings(
        "what \(name) holds is no key: it has blanks or other signs that none has",
        "Set it anew, without a line break at its end.")
    }
    guard address.isConfidential || insecure == true else {
      throw .settings(
        "the key in \(name) would go to \(address.shown) for all to read on the way",
        "Use https, or set “insecure: true” beside the url in .joinery/config.yaml.")
    }
    return key
  }
}
