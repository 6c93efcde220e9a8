import LabelfCore

/// The library's own source of random numbers, seeded: a test that fails can be repeated.
typealias SeededGenerator = Randomness
