internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// What is made of the section, file or component that `address` names: the recipes that name
  /// it or what it is in, the composed files it is in, the files in which a copy is linked to it,
  /// those that were checked out from its file, and the files of targets that hold those.
  ///
  /// - Throws: ``AddressFailure``.
  func outputUses(of address: String) async throws -> [ReferenceView] {
    let subject = try subject(address)
    let workspace = try workspace()
    let lock = try await lock(of: workspace)
    var uses: [ReferenceView] = []
    for path in try await workspace.files() where RecipePath.name(path.text) != nil {
      guard let bytes = try await workspace.read(path)?.bytes,
        let recipe = try? Recipe(bytes, file: path.text)
      else { continue }
      for address in recipe.addresses where subject.isNamed(by: try? graph.resolve(address)) {
        uses.append(ReferenceView(kind: "recipe", written: address.text, path: path.text))
      }
    }
    var outputs: Set<String> = []
    for (path, file) in lock.files.sorted(by: { $0.key < $1.key }) {
      for range in file.sections where subject.holds(range) {
        let use = ReferenceView(
          kind: "composed", written: "\(range.address), \(range.hash.short)", path: path)
        if !uses.contains(use) { uses.append(use) }
        outputs.insert(path)
      }
    }
    for (path, links) in lock.links.sorted(by: { $0.key < $1.key }) {
      for link in links.sections where subject.holds(link) {
        uses.append(
          ReferenceView(
            kind: "linked", written: "\(link.address), \(link.hash.short)", path: path))
        outputs.insert(path)
      }
    }
    for (path, checkout) in lock.checkouts.sorted(by: { $0.key < $1.key })
    where subject.files.contains(PathKey(checkout.source)) {
      uses.append(ReferenceView(kind: "checkout", written: checkout.source, path: path))
      outputs.insert(path)
    }
    for target in try loadTargets().all {
      for path in try await workspace.ledger(of: target).keys.sorted() {
        guard let origin = target.layout.origin(of: path), outputs.contains(origin.text)
        else { continue }
        uses.append(
          ReferenceView(kind: "deployed", written: target.name, path: "\(target.root)/\(path)"))
      }
    }
    return uses
  }

  /// What is asked about.
  private struct Subject {
    /// The sections: those that are named, and those around them.
    var sections: Set<SectionID> = []
    /// The files they are in, or that are named themselves.
    var files: Set<PathKey> = []

    /// Whether a recipe takes all of it, or a part of it that was asked about.
    func isNamed(by found: Resolution?) -> Bool {
      switch found {
      case .section(let section): sections.contains(section.id)
      case .document(let document): files.contains(PathKey(document.path))
      case .component(let component): files.contains(PathKey(component.entry))
      case nil: false
      }
    }

    func holds(_ range: Composition.Lock.Range) -> Bool {
      if let section = range.section { return sections.contains(section) }
      return (try? Address(range.address)).map { files.contains(PathKey($0.path)) } ?? false
    }
  }

  private func subject(_ address: String) throws -> Subject {
    var subject = Subject()
    func add(_ path: String) throws {
      guard let document = try graph.document(at: path) else { return }
      subject.files.insert(PathKey(path))
      subject.sections.formUnion(try graph.outline(of: document).map(\.id))
    }
    switch try graph.resolve(try Address(address)) {
    case .section(let section):
      subject.files.insert(PathKey(section.path))
      var next: SectionID? = section.id
      while let id = next {
        subject.sections.insert(id)
        next = try graph.section(id)?.parent
      }
    case .document(let document): try add(document.path)
    case .component(let component):
      for document in try graph.documents(of: component.path) { try add(document.path) }
    }
    return subject
  }
}
