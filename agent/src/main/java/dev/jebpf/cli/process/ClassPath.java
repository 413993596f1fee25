package dev.jebpf.cli.process;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// Where a running JVM has its classes from.
public final class ClassPath {
  private ClassPath() {}

  /// The directories and jars of the class path and the module path of a process.
  ///
  /// @throws AttachFailedException when it is no JVM that can be asked
  public static List<Path> of(long pid) throws AttachFailedException {
    try {
      VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
      try {
        return paths(pid, jvm.getSystemProperties());
      } finally {
        jvm.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw new AttachFailedException(
          "it cannot be asked for its class path ("
              + e.getMessage()
              + "); run this as the user it runs as, or as root",
          e);
    }
  }

  /// Relative paths are relative to where the process was started.
  private static List<Path> paths(long pid, Properties properties) {
    Path directory = Path.of(properties.getProperty("user.dir", "/proc/" + pid + "/cwd"));
    List<Path> paths = new ArrayList<>();
    for (String property : List.of("java.class.path", "jdk.module.path")) {
      for (String path : properties.getProperty(property, "").split(File.pathSeparator, -1)) {
        if (!path.isEmpty()) {
          paths.add(directory.resolve(path));
        }
      }
    }
    return paths;
  }
}
