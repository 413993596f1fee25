package dev.jebpf.lang;

/// A map as a program's final field holds it. The compiler knows it by identity and by [#spec].
public sealed interface MapHandle
    permits MappedArray, PerCpuArray, HashTable, TaskStorage, RingBuffer {
  MapSpec spec();
}
