package dev.jebpf.event.plan;

/// A value that each event carries.
///
/// @param declaration what it is, as C writes it: `size_t count`
/// @param index of the word or text of the record that has it
public record PlannedField(String name, String declaration, FieldType type, int index) {}
