/// Which parts of a configuration are sections of their own.
enum Entries {
  /// Keys at the top whose members are entries.
  static let holders: Set<String> = ["hooks", "mcpServers"]
  /// A list with more elements than this is data, and stays in one piece.
  static let most = 500

  /// The anchor of `key`: without what means something in addresses.
  static func anchor(_ key: String) -> String {
    key.replacing("#", with: "").replacing("@", with: "")
  }
}
