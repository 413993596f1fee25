package dev.jebpf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/// The jar that this command line runs from.
///
/// @param version as its manifest says
record Jar(Path path, String version) {

  /// The jar on the class path of `java -jar`; empty when run from class files.
  static Optional<Jar> running() {
    return of(Path.of(System.getProperty("java.class.path", "")));
  }

  /// The jar at a path if it is one of jebpf.
  static Optional<Jar> of(Path path) {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (var jar = new JarFile(path.toFile(), false)) {
      var manifest = jar.getManifest();
      if (manifest == null) {
        return Optional.empty();
      }
      var attributes = manifest.getMainAttributes();
      String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return "jebpf".equals(attributes.getValue(Attributes.Name.IMPLEMENTATION_TITLE))
          ? Optional.of(new Jar(path.toAbsolutePath(), version == null ? "unknown" : version))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
