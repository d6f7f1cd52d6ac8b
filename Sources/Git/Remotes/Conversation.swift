internal import CGit2

/// One exchange with a remote, as libgit2 calls back during it: on the thread that began it, and
/// only until that call returns.
final class Conversation {
  private enum Offer {
    case agent
    case key(String)
    case token(String)
  }

  private let progress: @Sendable (Int, Int) -> Void
  private var offers: [Offer]
  /// Why the remote would not take what was pushed, a reason for each branch.
  private(set) var refusals: [String] = []

  init(_ access: Access) {
    progress = access.progress
    offers = access.hasAgent ? [.agent] : []
    offers += access.keys.map(Offer.key)
    if let token = access.token { offers.append(.token(token)) }
  }

  /// What libgit2 is to call. The conversation must outlive it.
  var callbacks: git_remote_callbacks {
    var callbacks = git_remote_callbacks()
    git_remote_init_callbacks(&callbacks, UInt32(GIT_REMOTE_CALLBACKS_VERSION))
    callbacks.payload = Unmanaged.passUnretained(self).toOpaque()
    callbacks.credentials = { made, _, user, allowed, payload in
      let user = user.map { String(cString: $0) } ?? "git"
      return Conversation.of(payload)?.offer(made, user, allowed) ?? GIT_EAUTH.rawValue
    }
    callbacks.transfer_progress = { stats, payload in
      guard let stats = stats?.pointee else { return 0 }
      Conversation.of(payload)?.progress(Int(stats.received_objects), Int(stats.total_objects))
      return 0
    }
    callbacks.push_transfer_progress = { done, total, _, payload in
      Conversation.of(payload)?.progress(Int(done), Int(total))
      return 0
    }
    callbacks.push_update_reference = { _, status, payload in
      if let status { Conversation.of(payload)?.refusals.append(String(cString: status)) }
      return 0
    }
    return callbacks
  }

  private static func of(_ payload: UnsafeMutableRawPointer?) -> Conversation? {
    payload.map { Unmanaged<Conversation>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Makes the next credential that the server may accept. Each is offered once: libgit2 asks
  /// until one is accepted, or none is left.
  private func offer(
    _ made: UnsafeMutablePointer<UnsafeMutablePointer<git_credential>?>?, _ user: String,
    _ allowed: UInt32
  ) -> Int32 {
    if allowed & GIT_CREDENTIAL_USERNAME.rawValue != 0 {
      return git_credential_username_new(made, user)
    }
    let takesKeys = allowed & GIT_CREDENTIAL_SSH_KEY.rawValue != 0
    let takesPasswords = allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT.rawValue != 0
    while !offers.isEmpty {
      switch offers.removeFirst() {
      case .agent where takesKeys: return git_credential_ssh_key_from_agent(made, user)
      case .key(let file) where takesKeys:
        return git_credential_ssh_key_new(made, user, nil, file, nil)
      case .token(let token) where takesPasswords && !takesKeys:
        return git_credential_userpass_plaintext_new(made, user, token)
      case .agent, .key, .token: continue
      }
    }
    git_error_set_str(Int32(GIT_ERROR_CALLBACK.rawValue), "it accepts nothing that we have")
    return GIT_EAUTH.rawValue
  }
}
