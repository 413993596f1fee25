package dev.jebpf.fuzz;

import dev.jebpf.harness.AgentJar;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent's own jar, cut or damaged: the reader of the jar inside it fails with an
/// [IOException], of which the service's console gets a line.
class AgentJarFuzzTest {
  private static final long MOST_BYTES = 16 << 20;
  private static final String INNER = "META-INF/jebpf/isolated.jar";

  @Test
  void shouldReadOrRefuseADamagedJar(@TempDir Path directory) throws Exception {
    Path jar = directory.resolve("jebpf.jar");
    byte[] inner = stored("dev/jebpf/A.class", new byte[100], "b.txt", "text".getBytes());
    byte[] sound =
        stored("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n".getBytes(), INNER, inner);
    try (var loader = new URLClassLoader(new URL[] {AgentJar.path().toUri().toURL()}, null)) {
      Class<?> zip = loader.loadClass("dev.jebpf.premain.StoredZip");
      Fuzzer.run(
          "jar",
          List.of(sound),
          List.of(),
          MOST_BYTES,
          input -> {
            Files.write(jar, input);
            return read(zip, jar.toFile());
          });
    }
  }

  private static boolean read(Class<?> type, File jar) throws Exception {
    Method nested = accessible(type.getDeclaredMethod("nested", File.class, String.class));
    Method names = accessible(type.getDeclaredMethod("names"));
    Method read = accessible(type.getDeclaredMethod("read", String.class));
    Field input = type.getDeclaredField("input");
    input.setAccessible(true);
    try {
      Object zip = nested.invoke(null, jar, INNER);
      try (var _ = (Closeable) input.get(zip)) {
        for (Object name : (Set<?>) names.invoke(zip)) {
          read.invoke(zip, name);
        }
        return true;
      }
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException) {
        return false;
      }
      throw e;
    }
  }

  private static Method accessible(Method method) {
    method.setAccessible(true);
    return method;
  }

  private static byte[] stored(String one, byte[] content, String other, byte[] others)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      add(zip, one, content);
      add(zip, other, others);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var checksum = new CRC32();
    checksum.update(content);
    var entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
