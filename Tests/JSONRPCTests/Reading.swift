import Foundation

/// Does `body` on a thread that may be blocked.
func reading(_ body: @escaping @Sendable () -> Void) { Thread(block: body).start() }
