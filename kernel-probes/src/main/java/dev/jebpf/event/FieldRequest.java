package dev.jebpf.event;

/// A value that each event is to carry.
///
/// @param name what the event's field is called
/// @param path where the value is
public record FieldRequest(String name, MemberPath path) {}
