package dev.jebpf.lang;

/// A typed view of memory that the kernel program and the JVM share: a map value or a ring buffer
/// record.
///
/// A sub-interface is annotated with [Layout]; each method with [Offset]. `long x()` loads and
/// `void x(long)` stores, the width being that of the Java type (`byte`, `short`, `int`, `long`;
/// loads of a sub-int type sign-extend as in Java). With [Length], a leading `int` parameter is an
/// element index that the program must have bounded (`i & 15`). A method annotated [Atomic] adds. A
/// method returning [Bytes] gives the region of [Length] bytes.
///
/// The compiler turns the methods into loads and stores; on the JVM `dev.jebpf.map.Views`
/// implements them over a memory segment, so the two sides cannot drift.
public interface MapView {}
