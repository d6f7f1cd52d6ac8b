internal import Foundation

/// Random numbers that are the same in every run.
public struct Dice: RandomNumberGenerator {
  private var state: UInt64

  /// The numbers that follow from `seed`.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}

/// How much is tried at random, and with which numbers, as the environment says.
public enum Chance {
  /// How often: `JOINERY_ROUNDS`, else `usual`.
  public static func rounds(_ usual: Int) -> Int {
    ProcessInfo.processInfo.environment["JOINERY_ROUNDS"].flatMap { Int($0) } ?? usual
  }

  /// What the numbers follow from: `JOINERY_SEED`, else `usual`.
  public static func seed(_ usual: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment["JOINERY_SEED"].flatMap { UInt64($0) } ?? usual
  }
}
