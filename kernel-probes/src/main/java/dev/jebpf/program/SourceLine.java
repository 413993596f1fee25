package dev.jebpf.program;

/// The Java source an instruction, and those after it up to the next `SourceLine`, came from.
///
/// @param instruction index of the slot
/// @param file the source file's name
/// @param line from 1
/// @param column from 1, or 0 if not known
/// @param text the line's text, or empty
public record SourceLine(int instruction, String file, int line, int column, String text) {}
