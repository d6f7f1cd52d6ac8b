/// Since when something must have changed: a day, or so long ago.
public enum Since: Sendable, Hashable {
  /// The beginning of a day in UTC.
  case day(year: Int, month: Int, day: Int)
  /// That many hours before now.
  case hours(Int)

  /// Reads `2026-01-31`, or `12h`, `7d`, `2w` for hours, days and weeks ago; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count == 3, parts[0].utf8.count == 4, let year = Int(parts[0]), year >= 0,
      let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month),
      (1...31).contains(day)
    {
      self = .day(year: year, month: month, day: day)
      return
    }
    let units: [Character: Int] = ["h": 1, "d": 24, "w": 168]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()),
      (0...1_000_000).contains(count)
    else { return nil }
    self = .hours(count * unit)
  }

  /// Nanoseconds since 1970 at that moment, where it is now `now` of them.
  public func moment(now: Int64) -> Int64 {
    switch self {
    case .hours(let hours): return now - Int64(hours) * 3_600_000_000_000
    case .day(let year, let month, let day):
      // The days of the civil calendar, counted in years that begin in March.
      let shifted = month <= 2 ? year - 1 : year
      let era = (shifted >= 0 ? shifted : shifted - 399) / 400
      let ofEra = shifted - era * 400
      let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
      let days = era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
      return Int64(days) * 86_400_000_000_000
    }
  }
}

extension Since: CustomStringConvertible {
  /// As it is written in a query.
  public var description: String {
    switch self {
    case .hours(let hours): "\(hours)h"
    case .day(let year, let month, let day):
      "\(Since.padded(year, 4))-\(Since.padded(month, 2))-\(Since.padded(day, 2))"
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
