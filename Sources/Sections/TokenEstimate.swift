/// How much of an agent's context some text takes.
public enum TokenEstimate {
  /// An estimate in tokens: one for every four bytes, rounded up. Always called an estimate.
  public static func tokens(bytes: Int) -> Int { (bytes + 3) / 4 }
}
