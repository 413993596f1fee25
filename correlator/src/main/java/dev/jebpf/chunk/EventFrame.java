package dev.jebpf.chunk;

/// A frame of an event's stack. JMC tells methods apart by class, name and descriptor.
///
/// @param className `com.acme.Orders$Line`
/// @param method `place`
/// @param descriptor `(ILjava/lang/String;)V`
/// @param line in the source; -1 when unknown
/// @param bytecodeIndex in the method; -1 when unknown
public record EventFrame(
    String className,
    String method,
    String descriptor,
    int line,
    int bytecodeIndex,
    FrameType type) {}
