package dev.jebpf.hotspot.stack;

/// A method of a frame.
///
/// @param className as `Class.getName` has it
/// @param name its name, `<init>` or `<clinit>`
/// @param descriptor its descriptor
/// @param hidden whether stack traces leave it out (`@Hidden`, lambda forms)
/// @param isNative whether it is a native method
public record JavaMethod(
    String className, String name, String descriptor, boolean hidden, boolean isNative) {}
