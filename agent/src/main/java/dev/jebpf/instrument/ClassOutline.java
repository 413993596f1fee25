package dev.jebpf.instrument;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a class file says about its class, without its code: made in one pass, without loading
/// anything.
///
/// Names are internal, with slashes; annotations are descriptors, such as `Ljava/lang/Deprecated;`.
///
/// @param version the class file's major version
/// @param superName null for `java.lang.Object` and modules
record ClassOutline(
    int version,
    int access,
    String name,
    @Nullable String superName,
    List<String> interfaces,
    Set<String> annotations,
    List<Method> methods) {

  /// A method of the class.
  ///
  /// @param locals slots of its local variables, parameters included; 0 without code
  record Method(int access, String name, String descriptor, int locals, Set<String> annotations) {}

  /// @throws MalformedClassException if the bytes aren't a class file
  static ClassOutline of(byte[] classFile) {
    try {
      return new Parser(classFile).parse();
    } catch (ArrayIndexOutOfBoundsException | IOException e) {
      throw new MalformedClassException("class file is cut short: " + e.getMessage());
    }
  }

  private static final class Parser {
    private final byte[] bytes;
    private final int[] entries;
    private int at;

    Parser(byte[] bytes) {
      this.bytes = bytes;
      this.entries = new int[ClassBytes.u2(bytes, ClassBytes.POOL_COUNT)];
      at = ClassBytes.POOL_COUNT + 2;
      for (int index = 1; index < entries.length; ) {
        entries[index] = at;
        index += ClassBytes.entryIndexes(bytes, at);
        at += ClassBytes.entryLength(bytes, at);
      }
    }

    ClassOutline parse() throws IOException {
      int access = next();
      String name = className(next());
      int superclass = next();
      List<String> interfaces = new ArrayList<>();
      for (int left = next(); left > 0; left--) {
        interfaces.add(className(next()));
      }
      for (int left = next(); left > 0; left--) {
        at += 6;
        attributes(new HashSet<>());
      }
      List<Method> methods = new ArrayList<>();
      for (int left = next(); left > 0; left--) {
        methods.add(method());
      }
      Set<String> annotations = new HashSet<>();
      attributes(annotations);
      if (at != bytes.length) {
        throw new MalformedClassException("class file has " + bytes.length + " bytes, not " + at);
      }
      return new ClassOutline(
          ClassBytes.u2(bytes, 6),
          access,
          name,
          superclass == 0 ? null : className(superclass),
          interfaces,
          annotations,
          methods);
    }

    private Method method() throws IOException {
      int access = next();
      String name = text(next());
      String descriptor = text(next());
      Set<String> annotations = new HashSet<>();
      int locals = attributes(annotations);
      return new Method(access, name, descriptor, locals, annotations);
    }

    /// Goes over a table of attributes and returns the `max_locals` of its `Code`, 0 without one.
    private int attributes(Set<String> annotations) throws IOException {
      int locals = 0;
      for (int left = next(); left > 0; left--) {
        String name = text(next());
        int length = ClassBytes.u4(bytes, at);
        int content = at + 4;
        switch (name) {
          case "Code" -> locals = ClassBytes.u2(bytes, content + 2);
          case "RuntimeVisibleAnnotations", "RuntimeInvisibleAnnotations" -> {
            at = content + 2;
            for (int i = ClassBytes.u2(bytes, content); i > 0; i--) {
              annotations.add(annotation());
            }
          }
          default -> {}
        }
        at = content + length;
      }
      return locals;
    }

    /// Goes over an `annotation` (4.7.16) and returns the descriptor of its type.
    private String annotation() throws IOException {
      String type = text(next());
      for (int left = next(); left > 0; left--) {
        at += 2;
        elementValue();
      }
      return type;
    }

    private void elementValue() throws IOException {
      switch (bytes[at++]) {
        case 'e' -> at += 4;
        case '@' -> annotation();
        case '[' -> {
          for (int left = next(); left > 0; left--) {
            elementValue();
          }
        }
        default -> at += 2;
      }
    }

    private int next() {
      int value = ClassBytes.u2(bytes, at);
      at += 2;
      return value;
    }

    private String className(int index) throws IOException {
      return text(ClassBytes.u2(bytes, entries[index] + 1));
    }

    /// A `CONSTANT_Utf8`, which is written like [DataInputStream#readUTF] reads it.
    private String text(int index) throws IOException {
      int entry = entries[index];
      int length = 2 + ClassBytes.u2(bytes, entry + 1);
      return new DataInputStream(new ByteArrayInputStream(bytes, entry + 1, length)).readUTF();
    }
  }
}
