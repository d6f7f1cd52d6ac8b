// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// A module under `Sources/`. What it may import is written in `.ci/layers` too, and checked there.
func module(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A parser under `Plugins/`. It sees `Sections`, its grammar, and nothing else of ours.
func parser(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: ["Sections"] + dependencies, path: "Plugins/\(name)",
    swiftSettings: strict)
}

/// The tests of one module, in the folder of the same name under `Tests/`.
func tests(
  _ module: String, uses dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: "\(module)Tests", dependencies: [.byName(name: module), "Examples"] + dependencies,
    resources: resources, swiftSettings: strict)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// The parsers that ship.
let parsers: [Target.Dependency] = [
  "MarkdownParser", "PythonParser", "JavaScriptParser", "ShellParser", "ConfigurationParser",
]

let package = Package(
  name: "joinery",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "joinery", targets: ["joinery"]),
    .library(name: "Sections", targets: ["Sections"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    // The words everything else speaks.
    module("Sections", uses: [.target(name: "CSHA", condition: .when(platforms: [.linux]))]),

    // Rooms: each knows its own trade, and no parser.
    module("JSONRPC"),
    module("Components", uses: ["Sections", yams]),
    module("Graph", uses: ["Sections", grdb]),
    module("Composition", uses: ["Sections", "Components", yams, mustache]),
    module("Git", uses: ["CGit2"]),
    module("Workspace", uses: ["Sections", "Git"]),
    module("TreeSitter", uses: ["Sections", "CTreeSitter"]),
    module("Zip", uses: ["Sections", "CZlib"]),
    module("Embeddings", uses: ["Sections", "JSONRPC", "CDNNL", "CVectors"]),
    module("TextPatterns", uses: ["Sections"]),

    // Every use case once, and the doors to it.
    module(
      "Workbench",
      uses: [
        "Sections", "Components", "Graph", "Embeddings", "Composition", "Git", "Workspace", "Zip",
        "TextPatterns", yams,
      ]),
    module("MCP", uses: ["Sections", "Workbench", "JSONRPC"]),
    .executableTarget(
      name: "joinery",
      dependencies: parsers + [
        "Sections", "Workbench", "MCP", "JSONRPC", "ExternalParser", arguments,
      ],
      swiftSettings: strict),

    // Parsers.
    parser("MarkdownParser", uses: ["CMarkGFM"]),
    parser("PythonParser", uses: ["TreeSitter"]),
    parser("JavaScriptParser", uses: ["TreeSitter"]),
    parser("ShellParser", uses: ["TreeSitter"]),
    parser("ConfigurationParser", uses: ["TreeSitter"]),
    parser("ExternalParser", uses: ["JSONRPC"]),

    // C libraries: headers and link lines.
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
    .systemLibrary(
      name: "CGit2", pkgConfig: "libgit2",
      providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]),
    .systemLibrary(
      name: "CSHA", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    // Of ours: arithmetic on vectors, and oneDNN, which it loads when it is first needed.
    .target(name: "CVectors", publicHeadersPath: "include"),
    .target(name: "CDNNL", publicHeadersPath: "include"),
    .binaryTarget(name: "CTreeSitter", path: ".deps/CTreeSitter.artifactbundle"),

    // Tests mirror the sources.
    .target(
      name: "Examples", dependencies: ["Sections"], path: "Tests/Examples", swiftSettings: strict),
    tests("Sections"),
    tests("JSONRPC"),
    tests("Components", uses: ["Sections"]),
    tests("Graph", uses: ["Sections"]),
    tests(
      "Composition", uses: parsers + ["Sections", "Components"],
      resources: [.copy("Closure/Examples"), .copy("Validation/Specification")]),
    tests("Git"),
    tests(
      "Workspace", uses: parsers + ["Sections", "Git"], resources: [.copy("Merging/Examples")]),
    tests("TreeSitter", uses: ["Sections", "CTreeSitter"]),
    tests("Zip"),
    tests("TextPatterns"),
    tests(
      "Embeddings", uses: ["Sections", "CVectors"], resources: [.copy("Oracle")]),
    tests("Workbench", uses: parsers + ["Sections", "Composition", "Workspace", "Embeddings"]),
    tests("MCP", uses: parsers + ["Sections", "Workbench", "JSONRPC"]),
    .testTarget(
      name: "ScenarioTests", dependencies: ["joinery", "Examples"],
      exclude: ["help.txt", "keys.txt", "client.py"],
      resources: [.copy("Scenarios"), .copy("Typing"), .copy("Faults/faults.c")],
      swiftSettings: strict),
    tests("MarkdownParser", uses: ["Sections"], resources: [.copy("Examples")]),
    tests("PythonParser", uses: ["Sections"]),
    tests("JavaScriptParser", uses: ["Sections"], resources: [.copy("Examples")]),
    tests("ShellParser", uses: ["Sections"]),
    tests("ConfigurationParser", uses: ["Sections"], resources: [.copy("Examples")]),
    tests("ExternalParser", uses: ["Sections", "JSONRPC"]),
  ],
  swiftLanguageModes: [.v6]
)
