// swift-tools-version: 6.2
import PackageDescription

// Two flavours of the same sources. `-c release` is the shipped one: Embedded Swift, no Swift runtime. The debug
// configuration uses the full standard library, for `swift test` and the sanitizers. The Makefile adds the linker
// flags of the shipped library, which SwiftPM cannot look up by itself (the toolchain's Unicode tables).
let library: [SwiftSetting] = [
    .enableExperimentalFeature("Embedded", .when(configuration: .release)),
    .unsafeFlags(
        ["-wmo", "-Osize", "-enforce-exclusivity=unchecked", "-Wwarning", "EmbeddedRestrictions"],
        .when(configuration: .release)),
]

// A simulation takes millions of steps: what it runs is optimised in the debug configuration too.
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

// The command line uses the library like any other program. scripts/build-command links the shipped one; `swift test`,
// which has to link every program, gives it the library's own sources.
let commandLibrary: [Target.Dependency] =
    Context.environment["LABELF_LINK_SHIPPED_LIBRARY"] == nil ? [.target(name: "Labelf")] : []

let package = Package(
    name: "liblabelf",
    products: [
        .library(name: "labelf", type: .dynamic, targets: ["Labelf"]),
        .executable(name: "labelf-sandbox", targets: ["LabelfSandbox"]),
        .executable(name: "labelf-command", targets: ["LabelfCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        .systemLibrary(name: "CLabelf", path: "include"),
        .systemLibrary(name: "CPosix"),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),
        .systemLibrary(name: "CCommand"),
        .systemLibrary(name: "CCsv", providers: [.apt(["libcsv-dev"])]),
        .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
        .target(name: "LabelfCore", swiftSettings: library + optimized),
        .target(name: "LabelfTransport", dependencies: ["LabelfCore", "CCurl"], swiftSettings: library),
        .target(name: "LabelfWire", dependencies: ["LabelfCore", "CJansson"], swiftSettings: library),
        .target(
            name: "LabelfClient", dependencies: ["LabelfCore", "LabelfTransport", "LabelfWire", "CPosix"],
            swiftSettings: library),
        .target(
            name: "Labelf", dependencies: ["LabelfClient", "LabelfWire", "CLabelf", "CPosix"], exclude: ["labelf.map"],
            swiftSettings: library),
        .executableTarget(
            name: "LabelfSandbox",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .executableTarget(
            name: "LabelfCommand",
            dependencies: [
                "CLabelf", "CCommand", "CCsv", "CJansson", "CXXHash",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ] + commandLibrary),
        .executableTarget(
            name: "SharedMemoryStorm", dependencies: ["LabelfClient"], path: "Tests/SharedMemory", exclude: ["run"]),
        .testTarget(name: "LabelfCoreTests", dependencies: ["LabelfCore"]),
        .testTarget(
            name: "LabelfSimulationTests", dependencies: ["LabelfCore", "LabelfSandbox"], swiftSettings: optimized),
        .testTarget(name: "LabelfTransportTests", dependencies: ["LabelfTransport"]),
        .testTarget(name: "LabelfWireTests", dependencies: ["LabelfWire"]),
        .testTarget(name: "LabelfClientTests", dependencies: ["LabelfClient"]),
        .testTarget(name: "LabelfSandboxTests", dependencies: ["LabelfSandbox"]),
        .testTarget(name: "LabelfCommandTests", dependencies: ["LabelfCommand"]),
    ]
)
