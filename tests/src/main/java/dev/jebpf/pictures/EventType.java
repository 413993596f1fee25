package dev.jebpf.pictures;

import java.util.List;

/// A type of events as JMC's event browser lists it.
///
/// @param id such as `jebpf.FileRead`
/// @param label what people see of it
/// @param category the folders it is in, outermost first
/// @param events by start
public record EventType(String id, String label, List<String> category, List<Event> events) {}
