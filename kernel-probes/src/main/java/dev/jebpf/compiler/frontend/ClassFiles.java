package dev.jebpf.compiler.frontend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/// The class files behind a program, read through the loaders that define the classes, so that it
/// works where the classes live in a loader of their own.
public final class ClassFiles {
  private record MethodKey(String owner, String name, String descriptor) {}

  private final ClassLoader loader;
  private final Map<String, ClassNode> nodes = new HashMap<>();
  private final Map<String, Class<?>> classes = new HashMap<>();
  private final Map<MethodKey, MethodBody> bodies = new HashMap<>();

  /// The classes as the program's class sees them.
  public ClassFiles(Class<?> program) {
    ClassLoader own = program.getClassLoader();
    loader = own == null ? ClassLoader.getSystemClassLoader() : own;
    classes.put(Type.getInternalName(program), program);
  }

  /// The class of a name as in a class file (`java/lang/Math`).
  ///
  /// @throws IllegalArgumentException when there is none
  Class<?> load(String internalName) {
    return classes.computeIfAbsent(
        internalName,
        name -> {
          try {
            return Class.forName(name.replace('/', '.'), true, loader);
          } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("class " + name + " not found", e);
          }
        });
  }

  /// A method with a body, looked for in the class, its superclasses and their interfaces.
  @Nullable MethodBody find(Class<?> type, String name, String descriptor) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      MethodBody body = declared(c, name, descriptor);
      if (body != null) {
        return body;
      }
    }
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Class<?> i : c.getInterfaces()) {
        MethodBody body = find(i, name, descriptor);
        if (body != null) {
          return body;
        }
      }
    }
    return null;
  }

  private @Nullable MethodBody declared(Class<?> type, String name, String descriptor) {
    MethodKey key = new MethodKey(Type.getInternalName(type), name, descriptor);
    MethodBody known = bodies.get(key);
    if (known != null) {
      return known;
    }
    ClassNode node = node(type);
    for (MethodNode method : node.methods) {
      if (method.name.equals(name)
          && method.desc.equals(descriptor)
          && method.instructions.size() > 0) {
        MethodBody body = new MethodBody(node, method);
        bodies.put(key, body);
        return body;
      }
    }
    return null;
  }

  private ClassNode node(Class<?> type) {
    return nodes.computeIfAbsent(Type.getInternalName(type), name -> read(type, name));
  }

  private static ClassNode read(Class<?> type, String name) {
    String file = name + ".class";
    ClassLoader own = type.getClassLoader();
    try (InputStream in =
        own == null ? ClassLoader.getSystemResourceAsStream(file) : own.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("the class file of " + type.getName() + " is not found");
      }
      ClassNode node = new ClassNode();
      new ClassReader(in).accept(node, ClassReader.SKIP_FRAMES);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException("reading the class file of " + type.getName(), e);
    }
  }
}
