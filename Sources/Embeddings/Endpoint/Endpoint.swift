/// A server that makes vectors, in the way of OpenAI's `/v1/embeddings`: Ollama, llama.cpp, vLLM,
/// Text Embeddings Inference, OpenAI and others.
package struct Endpoint: Sendable, Equatable {
  /// Where it is: `https://host/v1`, or all of it with `/embeddings`.
  package var url: String
  /// What the model is called there.
  package var model: String
  /// The variable of the environment that has the key; nil where none is sent.
  package var key: String?
  /// How many numbers to ask for, and to hold the answers to; nil for as many as it gives.
  package var dimensions: Int?
  /// How many texts to send at once.
  package var batch = 64
  /// About how many tokens the model reads at once.
  package var window = 512
  /// Whether the key may be sent unencrypted to another machine.
  package var isInsecure = false

  /// An endpoint.
  package init(url: String, model: String) {
    self.url = url
    self.model = model
  }
}
