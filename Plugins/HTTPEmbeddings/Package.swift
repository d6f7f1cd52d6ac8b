// swift-tools-version: 6.2
import PackageDescription

// A package of its own: it brings NIO and a TLS library, minutes to build, which Joinery itself is
// built and started without. The two share nothing but lines of JSON.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let client = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nio = ["NIOCore", "NIOFoundationCompat", "NIOHTTP1", "NIOPosix"].map {
  Target.Dependency.product(name: $0, package: "swift-nio")
}

let package = Package(
  name: "joinery-embeddings-http",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "joinery-embeddings-http", targets: ["joinery-embeddings-http"])],
  dependencies: [
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.24.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.81.0"),
  ],
  targets: [
    .target(name: "HTTPEmbeddings", dependencies: [client] + nio, swiftSettings: strict),
    .executableTarget(
      name: "joinery-embeddings-http", dependencies: ["HTTPEmbeddings"], swiftSettings: strict),
    .testTarget(
      name: "HTTPEmbeddingsTests", dependencies: ["HTTPEmbeddings", client] + nio,
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
