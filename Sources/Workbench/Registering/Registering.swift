internal import Foundation
internal import Sections
internal import Workspace

/// The entry by which a client starts the server for agents, and what it changes in the client's
/// file.
package struct Registration: Codable, Sendable, Equatable {
  /// The client.
  package var client: String
  /// Its file.
  package var path: String
  /// The entry, as it would be in a file of its own.
  package var entry: String
  /// What changes in the file; nil where nothing does.
  package var change: DiffFile?
  /// Whether it was written.
  package var isWritten = false
  /// The file now; nil where there is none. Not part of the JSON.
  var before: [UInt8]?
  /// The file as it is to be. Not part of the JSON.
  var after: [UInt8] = []

  private enum CodingKeys: String, CodingKey {
    case client, path, entry, change, isWritten
  }

  /// What changes in the file, to be shown; nil where nothing does.
  package var diff: DiffReport? {
    change.map { DiffReport(from: "now", to: "then", files: [$0]) }
  }

  /// The clients there are.
  package static let clients = AgentClient.allCases.map(\.rawValue)
}

extension Workbench {
  /// What registering the server for agents with a client would change. Nothing is written.
  ///
  /// - Parameters:
  ///   - name: one of ``Registration/clients``.
  ///   - program: the program, by its whole path; `arguments` make it serve.
  ///   - userFolder: the user's home.
  ///   - project: a project's folder, to register for that alone; nil for all of the user's.
  /// - Throws: ``RegistrationFailure``, ``SharedFailure``, ``FileFailure``.
  package func registration(
    with name: String, program: String, arguments: [String], userFolder: String,
    project: String? = nil
  ) async throws -> Registration {
    guard let client = AgentClient(rawValue: name) else {
      throw RegistrationFailure.unknownClient(name)
    }
    guard let below = project == nil ? client.userFile : client.projectFile else {
      throw RegistrationFailure.notInProjects(name)
    }
    let path = "\(project ?? userFolder)/\(below)"
    let place = try Self.place(of: path)
    let folder = Folder.exists(place.folder) ? try Folder(place.folder) : nil
    let before = try folder?.read(place.file)
    let entry = ServerEntry(client: client, program: program, arguments: arguments)
    let after = try await written(entry, into: before?.bytes ?? [], path: path)
    return Registration(
      client: name, path: path, entry: String(decoding: try entry.bytes, as: UTF8.self),
      change: try await change(of: place.file, from: before, to: after), before: before?.bytes,
      after: after)
  }

  /// Writes a registration, unless the file has changed since.
  ///
  /// - Throws: ``FileFailure``, also where it has.
  package func register(_ registration: Registration) throws -> Registration {
    var registration = registration
    guard registration.change != nil else { return registration }
    let place = try Self.place(of: registration.path)
    let folder = try Folder(place.folder, making: true)
    let before = registration.before
    try folder.write(FileContent(bytes: registration.after), to: place.file) { found in
      found?.bytes == before
    }
    registration.isWritten = true
    return registration
  }

  private static func place(of path: String) throws -> (folder: String, file: RelativePath) {
    let url = URL(filePath: path)
    return (url.deletingLastPathComponent().path, try RelativePath(url.lastPathComponent))
  }

  private func written(
    _ entry: ServerEntry, into file: [UInt8], path: String
  ) async throws -> [UInt8] {
    switch entry.client.form {
    case .json(let key):
      do {
        return try JSONKeys.set(Array(entry.object(under: key)), in: file)
      } catch let failure as SharedFailure {
        throw RegistrationFailure.unreadable(path, failure.problem)
      }
    case .toml:
      let reading = await parsers.read(Source(path: "config.toml", bytes: file))
      return try TOMLServerTable(entry).written(into: reading, path: path)
    }
  }

  private func change(
    of file: RelativePath, from before: FileContent?, to after: [UInt8]
  ) async throws -> DiffFile? {
    guard before?.bytes != after else { return nil }
    let difference = try FileDifference(
      from: before.map { try FileDifference.Side(path: file, content: $0) },
      to: FileDifference.Side(path: file, content: FileContent(bytes: after)))
    return try DiffFile(
      difference, from: await parsers.read(Source(path: file.text, bytes: before?.bytes ?? [])),
      to: await parsers.read(Source(path: file.text, bytes: after)), byWord: false)
  }
}

/// Why the server was not registered with a client.
package enum RegistrationFailure: Explained, Equatable {
  /// Nobody knows that client.
  case unknownClient(String)
  /// The client has no file of that kind in projects.
  case notInProjects(String)
  /// The client's file cannot be read, or has something else where the entry belongs.
  case unreadable(String, String)
  /// The client's file has the server in a way that cannot be edited line by line.
  case saidOtherwise(String)

  package var problem: String {
    switch self {
    case .unknownClient(let name): "“\(name)” is no client that is known here"
    case .notInProjects(let name): "\(name) has no servers of its own in projects"
    case .unreadable(let path, let reason): "\(path) cannot be edited: \(reason)"
    case .saidOtherwise(let path): "\(path) has “\(ServerEntry.name)” in another form already"
    }
  }

  package var hint: String? {
    switch self {
    case .unknownClient:
      "The clients are \(Registration.clients.joined(separator: ", ")); --print shows an entry."
    case .notInProjects: "Leave --project out."
    case .unreadable, .saidOtherwise: "--print shows the entry, to be put there by hand."
    }
  }
}
