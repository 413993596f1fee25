package dev.jebpf.chunk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// An element of the tree that metadata is: a name, attributes, elements below. Encoded as
/// `jdk.jfr.internal.MetadataReader` reads it: all strings first, then the tree with their numbers.
final class MetadataElement {
  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<MetadataElement> elements = new ArrayList<>();

  MetadataElement(String name) {
    this.name = name;
  }

  MetadataElement attribute(String key, Object value) {
    attributes.put(key, value.toString());
    return this;
  }

  MetadataElement add(String child) {
    var element = new MetadataElement(child);
    elements.add(element);
    return element;
  }

  /// Writes the strings and the tree.
  void writeTo(ChunkBuffer buffer) {
    Map<String, Integer> strings = new LinkedHashMap<>();
    collect(strings);
    buffer.number(strings.size());
    strings.keySet().forEach(buffer::text);
    write(buffer, strings);
  }

  private void collect(Map<String, Integer> strings) {
    strings.putIfAbsent(name, strings.size());
    attributes.forEach(
        (key, value) -> {
          strings.putIfAbsent(key, strings.size());
          strings.putIfAbsent(value, strings.size());
        });
    elements.forEach(element -> element.collect(strings));
  }

  private void write(ChunkBuffer buffer, Map<String, Integer> strings) {
    buffer.number(number(name, strings));
    buffer.number(attributes.size());
    attributes.forEach(
        (key, value) -> {
          buffer.number(number(key, strings));
          buffer.number(number(value, strings));
        });
    buffer.number(elements.size());
    elements.forEach(element -> element.write(buffer, strings));
  }

  private static int number(String text, Map<String, Integer> strings) {
    return Objects.requireNonNull(strings.get(text), text);
  }
}
