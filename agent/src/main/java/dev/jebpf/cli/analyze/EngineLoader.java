package dev.jebpf.cli.analyze;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// Loads JMC's parser, its rules and ours from a jar nested in the agent's, in its own unnamed
/// module beside ours. What it has in common with the command line is this package.
public final class EngineLoader extends ClassLoader {
  private static final String NESTED = "META-INF/jebpf/analysis.jar";
  private static final String ENGINE = "dev.jebpf.rules.headless.JmcEngine";

  private final Map<String, byte[]> entries;
  private final URLStreamHandler handler = new EntryHandler();

  private EngineLoader(Map<String, byte[]> entries) {
    super("jebpf-analysis", EngineLoader.class.getClassLoader());
    this.entries = entries;
  }

  /// A new engine.
  ///
  /// @throws EngineFailedException if this JVM or jar lacks what it needs
  public static RuleEngine engine() throws EngineFailedException {
    try {
      return (RuleEngine)
          new EngineLoader(entries()).loadClass(ENGINE).getConstructor().newInstance();
    } catch (IOException | ReflectiveOperationException | LinkageError e) {
      throw new EngineFailedException(
          "the rules can't be loaded ("
              + e
              + "). They need the whole agent jar and a JDK with the"
              + " modules java.logging, java.desktop and java.xml",
          e);
    }
  }

  private static Map<String, byte[]> entries() throws IOException {
    var loader = EngineLoader.class.getClassLoader();
    try (InputStream nested = loader.getResourceAsStream(NESTED)) {
      if (nested == null) {
        throw new IOException("there is no " + NESTED);
      }
      var entries = new HashMap<String, byte[]>();
      var zip = new ZipInputStream(nested);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
      return entries;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = entries.get(name.replace('.', '/').concat(".class"));
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    if (!entries.containsKey(name)) {
      return null;
    }
    try {
      return URL.of(URI.create("jebpf-analysis:/" + name), handler);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("resource " + name, e);
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return Collections.enumeration(found == null ? List.of() : List.of(found));
  }

  private final class EntryHandler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() throws IOException {
          byte[] bytes = entries.get(url.getPath().substring(1));
          if (bytes == null) {
            throw new IOException("no entry " + url);
          }
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }
}
