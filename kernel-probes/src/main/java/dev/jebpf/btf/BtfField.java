package dev.jebpf.btf;

/// What a path through a structure leads to.
///
/// @param bitOffset from the start of the outermost structure
/// @param bits width of a bit field, 0 for anything else
/// @param type id of its type, aliases not resolved
public record BtfField(long bitOffset, int bits, int type) {}
