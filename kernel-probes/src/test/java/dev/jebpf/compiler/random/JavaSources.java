package dev.jebpf.compiler.random;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Compiles Java source in memory; the classes can be loaded, and their class files read, from a
/// loader of their own.
public final class JavaSources {
  private JavaSources() {}

  /// Compiles classes of package `dev.jebpf.compiler.random` and returns their loader.
  ///
  /// @param sources by simple class name
  public static ClassLoader compile(Map<String, String> sources) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    StringWriter messages = new StringWriter();
    List<JavaFileObject> units =
        sources.entrySet().stream()
            .<JavaFileObject>map(e -> unit(e.getKey(), e.getValue()))
            .toList();
    JavaFileManager memory =
        new ForwardingJavaFileManager<>(javac.getStandardFileManager(null, null, null)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return output(name, kind, classes);
          }
        };
    List<String> options =
        List.of("-g", "-proc:none", "-cp", System.getProperty("java.class.path"));
    if (!javac.getTask(messages, memory, null, options, null, units).call()) {
      throw new IllegalArgumentException(messages + "\n" + sources.values());
    }
    return loader(classes);
  }

  private static JavaFileObject unit(String name, String source) {
    return new SimpleJavaFileObject(
        URI.create("string:///dev/jebpf/compiler/random/" + name + ".java"),
        JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  private static JavaFileObject output(
      String name, JavaFileObject.Kind kind, Map<String, ByteArrayOutputStream> classes) {
    return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
      @Override
      public OutputStream openOutputStream() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        classes.put(name, bytes);
        return bytes;
      }
    };
  }

  private static ClassLoader loader(Map<String, ByteArrayOutputStream> classes) {
    return new ClassLoader(JavaSources.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        ByteArrayOutputStream bytes = classes.get(name);
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes.toByteArray(), 0, bytes.size());
      }

      @Override
      public InputStream getResourceAsStream(String file) {
        ByteArrayOutputStream bytes = classes.get(file.replace(".class", "").replace('/', '.'));
        return bytes == null
            ? super.getResourceAsStream(file)
            : new ByteArrayInputStream(bytes.toByteArray());
      }
    };
  }
}
