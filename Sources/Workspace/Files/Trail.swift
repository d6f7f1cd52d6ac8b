/// The open folders on the way to what was last looked at below a ``Folder``.
///
/// Whoever looks at many files keeps one, so that a folder is opened once for all that is in it,
/// as long as they come folder by folder.
struct Trail {
  /// A folder on the way; nil is the one that all is below.
  final class Place {
    let path: RelativePath?
    let descriptor: Descriptor

    init(_ path: RelativePath?, _ descriptor: consuming Descriptor) {
      self.path = path
      self.descriptor = descriptor
    }
  }

  /// More than this many are not kept open: a process has no more than some hundred.
  private static let limit = 64

  fileprivate private(set) var places: [Place] = []

  /// Leaves the folders that `folder` is not in, and returns the steps that are left to it.
  fileprivate mutating func turn(to folder: RelativePath?) -> [RelativePath] {
    while let path = places.last?.path, folder?.isWithin(path) != true { places.removeLast() }
    let reached = places.last?.path
    var steps: [RelativePath] = []
    var next = folder
    while let step = next, step != reached {
      steps.append(step)
      next = step.parent
    }
    return steps.reversed()
  }

  fileprivate mutating func enter(_ place: Place) {
    if places.count == Trail.limit { places.removeLast() }
    places.append(place)
  }
}

extension Folder {
  /// What is known of what is at `path`; nil where nothing is.
  borrowing func status(
    of path: RelativePath, on trail: inout Trail
  ) throws(FileFailure) -> FileStatus? {
    guard let parent = try reach(path.parent, on: &trail) else { return nil }
    return try status(of: String(path.name), in: parent.descriptor.number, path)
  }

  /// The file at `path`; nil where nothing is.
  ///
  /// - Throws: ``FileFailure`` where something else is there, or a link is on the way.
  borrowing func read(
    _ path: RelativePath, on trail: inout Trail
  ) throws(FileFailure) -> FileContent? {
    guard let parent = try reach(path.parent, on: &trail) else { return nil }
    return try read(path, in: parent.descriptor)
  }

  /// Opens a folder below this one, or this one again; nil where it is missing.
  borrowing func reach(
    _ folder: RelativePath?, on trail: inout Trail
  ) throws(FileFailure) -> Trail.Place? {
    if let last = trail.places.last, last.path == folder { return last }
    let steps = trail.turn(to: folder)
    if trail.places.isEmpty, let root = try openFolder(nil) { trail.enter(Trail.Place(nil, root)) }
    for next in steps {
      guard let place = trail.places.last,
        let descriptor = try step(String(next.name), from: place.descriptor, shown(next))
      else { return nil }
      trail.enter(Trail.Place(next, descriptor))
    }
    return trail.places.last
  }
}
