internal import CGit2
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The certificates of those who vouch for servers.
///
/// Where libgit2 was built with mbed TLS, as on Debian, it reads some hundred of them as it starts,
/// which takes longer than most commands do otherwise. Only what goes to a server needs them. So
/// the function that it reads them with is ours: at the start it takes note of the file, and
/// reads nothing.
package enum Certificates {
  fileprivate static let isStarting = Atomic<Bool>(false)
  fileprivate static let postponed = Mutex<String?>(nil)

  /// Calls `start`, which is libgit2's, and has it read no certificates.
  static func postponing(_ start: () -> Int32) -> Int32 {
    isStarting.store(true, ordering: .sequentiallyConsistent)
    defer { isStarting.store(false, ordering: .sequentiallyConsistent) }
    return start()
  }

  /// Reads what was passed over at the start. To be called before the first call to a server:
  /// without it every server that has to show a certificate is refused.
  package static func read() throws(GitFailure) {
    try Library.open()
    guard let file = postponed.withLock({ $0 }) else { return }
    try check("read the certificates in \(file)") { joinery_git_read_certificates(file) }
    postponed.withLock { $0 = nil }
  }
}

private typealias ReadCertificates =
  @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> CInt

/// What mbed TLS says where it cannot read a file.
private let cannotRead: CInt = -0x2900

/// Stands before the function of mbed TLS with that name, which the dynamic linker finds after it.
@c(mbedtls_x509_crt_parse_file)
package func readCertificates(
  _ chain: UnsafeMutableRawPointer?, _ path: UnsafePointer<CChar>?
) -> CInt {
  if Certificates.isStarting.load(ordering: .sequentiallyConsistent) {
    Certificates.postponed.withLock { $0 = path.map { String(cString: $0) } }
    return cannotRead
  }
  let next = UnsafeMutableRawPointer(bitPattern: -1)  // RTLD_NEXT, a macro that is not imported
  guard let found = dlsym(next, "mbedtls_x509_crt_parse_file") else { return cannotRead }
  return unsafeBitCast(found, to: ReadCertificates.self)(chain, path)
}
