package dev.jebpf.hotspot.stack;

/// A piece of generated code.
///
/// @param address of the `CodeBlob`
/// @param size of all of it, in bytes
/// @param kind number of its `CodeBlobKind`
/// @param frameSize of its frames in words; 0 or less when it has none of a fixed size
/// @param codeBegin address of its first instruction
record CodeBlob(long address, int size, int kind, int frameSize, long codeBegin) {}
