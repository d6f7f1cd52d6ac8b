internal import Foundation

/// Runs an actor on a thread that may be blocked, as waiting for a process blocks one.
package final class BlockingQueue: SerialExecutor {
  private let queue: DispatchQueue

  /// A queue of that name.
  package init(label: String) { queue = DispatchQueue(label: label) }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
