package dev.jebpf.program;

import dev.jebpf.lang.MapHandle;

/// An `LD_IMM64` of a program that names a map.
///
/// @param instruction index of the first of its two slots
/// @param map the map
/// @param valueAddress whether it loads the address of the map's only value
/// (`BPF_PSEUDO_MAP_VALUE`, minimum kernel 5.2) rather than the map itself
/// @param valueOffset bytes added to that address; 0 for the map itself
public record MapReference(int instruction, MapHandle map, boolean valueAddress, int valueOffset) {}
