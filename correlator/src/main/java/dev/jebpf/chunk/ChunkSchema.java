package dev.jebpf.chunk;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import jdk.jfr.AnnotationElement;
import jdk.jfr.EventType;
import jdk.jfr.ValueDescriptor;

/// The types of a chunk: events as the JVM knows them, so that readers take both chunks' events for
/// the same kind, and what events refer to.
public final class ChunkSchema {
  /// Ids of types whose constants are not the JVM's: its own are below, some thousands of them.
  /// Events have the JVM's ids: they are the same types.
  private static final long FIRST_TYPE_ID = 100_000;

  private final Map<String, TypeDefinition> types = new LinkedHashMap<>();
  private final Map<String, Long> ids = new LinkedHashMap<>();
  private final Map<String, ChunkEventType> events = new LinkedHashMap<>();

  /// @param eventTypes registered with JFR
  public ChunkSchema(List<EventType> eventTypes) {
    StandardTypes.ALL.forEach(type -> types.put(type.name(), type));
    types.keySet().forEach(name -> ids.put(name, FIRST_TYPE_ID + ids.size()));
    for (EventType type : eventTypes) {
      ids.put(type.getName(), type.getId());
      define(event(type));
      events.put(type.getName(), new ChunkEventType(type.getId(), forms(type)));
    }
  }

  /// How events of a type are written.
  ///
  /// @throws IllegalArgumentException when the type is none of the chunk's
  public ChunkEventType event(String name) {
    ChunkEventType type = events.get(name);
    if (type == null) {
      throw new IllegalArgumentException("event type " + name);
    }
    return type;
  }

  long id(String type) {
    return Objects.requireNonNull(ids.get(type), type);
  }

  /// Writes what a metadata event has behind its times.
  void writeMetadata(ChunkBuffer buffer) {
    var root = new MetadataElement("root");
    MetadataElement metadata = root.add("metadata");
    types.values().forEach(type -> addType(metadata, type));
    TimeZone zone = TimeZone.getDefault();
    root.add("region")
        .attribute("locale", "en_US")
        .attribute("gmtOffset", zone.getRawOffset())
        .attribute("dst", zone.getOffset(System.currentTimeMillis()) - zone.getRawOffset());
    root.writeTo(buffer);
  }

  private void define(TypeDefinition type) {
    if (types.putIfAbsent(type.name(), type) == null) {
      ids.putIfAbsent(type.name(), FIRST_TYPE_ID + ids.size());
      type.annotations().forEach(this::define);
      type.fields().forEach(this::define);
    }
  }

  private void define(TypeDefinition.Field field) {
    define(TypeDefinition.of(field.type()));
    field.annotations().forEach(this::define);
  }

  private void define(AnnotationElement annotation) {
    List<TypeDefinition.Field> fields = new ArrayList<>();
    for (ValueDescriptor value : annotation.getValueDescriptors()) {
      fields.add(
          new TypeDefinition.Field(
              value.getName(), value.getTypeName(), false, value.isArray(), List.of()));
    }
    define(
        new TypeDefinition(
            annotation.getTypeName(),
            TypeDefinition.ANNOTATION,
            false,
            fields,
            annotation.getAnnotationElements()));
  }

  private static TypeDefinition event(EventType type) {
    List<TypeDefinition.Field> fields = new ArrayList<>();
    for (ValueDescriptor field : type.getFields()) {
      String typeName = field.getTypeName();
      boolean constant =
          typeName.equals(StandardTypes.THREAD) || typeName.equals(StandardTypes.STACK_TRACE);
      fields.add(
          new TypeDefinition.Field(
              field.getName(), typeName, constant, field.isArray(), field.getAnnotationElements()));
    }
    return new TypeDefinition(
        type.getName(), TypeDefinition.EVENT, false, fields, type.getAnnotationElements());
  }

  private static List<FieldForm> forms(EventType type) {
    List<FieldForm> forms = new ArrayList<>();
    for (ValueDescriptor field : type.getFields()) {
      if (!ChunkEventType.STANDARD.contains(field.getName())) {
        forms.add(FieldForm.of(field));
      }
    }
    return forms;
  }

  private void addType(MetadataElement metadata, TypeDefinition type) {
    MetadataElement element = metadata.add("class").attribute("name", type.name());
    if (type.superType() != null) {
      element.attribute("superType", type.superType());
    }
    if (type.simple()) {
      element.attribute("simpleType", true);
    }
    element.attribute("id", id(type.name()));
    for (TypeDefinition.Field field : type.fields()) {
      addField(element, field);
    }
    addAnnotations(element, type.annotations());
  }

  private void addField(MetadataElement type, TypeDefinition.Field field) {
    MetadataElement element =
        type.add("field").attribute("name", field.name()).attribute("class", id(field.type()));
    if (field.array()) {
      element.attribute("dimension", 1);
    }
    if (field.constant()) {
      element.attribute("constantPool", true);
    }
    addAnnotations(element, field.annotations());
  }

  private void addAnnotations(MetadataElement to, List<AnnotationElement> annotations) {
    for (AnnotationElement annotation : annotations) {
      MetadataElement element =
          to.add("annotation").attribute("class", id(annotation.getTypeName()));
      for (ValueDescriptor value : annotation.getValueDescriptors()) {
        addValue(element, value, annotation.getValue(value.getName()));
      }
    }
  }

  /// An array is an attribute for each of its elements.
  private static void addValue(MetadataElement annotation, ValueDescriptor of, Object value) {
    if (of.isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        annotation.attribute(of.getName() + "-" + i, Array.get(value, i));
      }
    } else {
      annotation.attribute(of.getName(), value);
    }
  }
}
