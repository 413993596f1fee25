package dev.jebpf.premain;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Loads classes and resources from the jar stored inside the agent's jar.
///
/// What is in the nested jar is looked for there and nowhere else; everything else comes from the
/// parent. So our libraries never meet the application's copies of them, and the application never
/// sees ours. As a [Supplier] it gives the names of the nested jar's packages, of which the
/// isolated module is made: its classes can't see this one, so what they share are types of the
/// JDK.
final class NestedJar extends ClassLoader implements Supplier<Set<String>> {
  private static final String NESTED = "META-INF/jebpf/isolated.jar";

  static {
    registerAsParallelCapable();
  }

  private final StoredZip zip;
  private final URLStreamHandler handler = new ResourceHandler();

  private NestedJar(StoredZip zip, ClassLoader parent) {
    super(parent);
    this.zip = zip;
  }

  /// Opens the jar nested in the one this class came from.
  static NestedJar open(ClassLoader parent) throws Exception {
    URL own = NestedJar.class.getProtectionDomain().getCodeSource().getLocation();
    return new NestedJar(StoredZip.nested(new File(own.toURI()), NESTED), parent);
  }

  /// A new instance of a class with a public constructor without parameters.
  Object create(String className) throws Exception {
    return loadClass(className).getConstructor().newInstance();
  }

  @Override
  public Set<String> get() {
    Set<String> packages = new HashSet<String>();
    for (String entry : zip.names()) {
      int end = entry.lastIndexOf('/');
      if (end > 0 && entry.endsWith(".class") && !entry.startsWith("META-INF/")) {
        packages.add(entry.substring(0, end).replace('/', '.'));
      }
    }
    return packages;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    String entry = entryOf(name);
    if (!zip.contains(entry)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name, entry);
    }
  }

  /// Called for a class of a named module; overrides a method that Java 8 doesn't have.
  public @Nullable Class<?> findClass(@Nullable String module, String name) {
    try {
      return zip.contains(entryOf(name)) ? loadClass(name, false) : null;
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /// Called for a resource of a named module; overrides a method that Java 8 doesn't have.
  public @Nullable URL findResource(@Nullable String module, String name) {
    return findResource(name);
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own != null ? own : super.getResource(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    try {
      return zip.contains(name) ? new URL("jebpf", null, -1, "/" + name, handler) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL own = findResource(name);
    return own == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(own));
  }

  private static String entryOf(String className) {
    return className.replace('.', '/').concat(".class");
  }

  private Class<?> define(String name, String entry) throws ClassNotFoundException {
    try {
      byte[] bytes = zip.read(entry);
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name + " can't be read from " + zip, e);
    }
  }

  private final class ResourceHandler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() throws IOException {
          return new ByteArrayInputStream(zip.read(url.getPath().substring(1)));
        }
      };
    }
  }
}
