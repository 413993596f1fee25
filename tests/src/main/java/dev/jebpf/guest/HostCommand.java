package dev.jebpf.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A command of the machine we run on.
final class HostCommand {
  private HostCommand() {}

  /// Runs it and waits for its end.
  ///
  /// @return what it printed, standard error included
  /// @throws GuestException with the end of that when it fails
  static String run(Path directory, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new GuestException(
            "%s gave %d:%n%s".formatted(String.join(" ", command), status, end(output)));
      }
      return output;
    } catch (IOException e) {
      throw new GuestException("cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GuestException("interrupted while it ran: " + command, e);
    }
  }

  private static String end(String output) {
    List<String> lines = output.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  /// Whether a command is on PATH.
  static boolean exists(String name) {
    for (String directory : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
      if (Files.isExecutable(Path.of(directory, name))) {
        return true;
      }
    }
    return false;
  }

  /// Requires a command; root gets it installed with apt-get.
  ///
  /// @throws GuestUnavailableException saying what to install
  static void require(String name, String debianPackage) {
    if (exists(name)) {
      return;
    }
    if (!exists("apt-get") || !"root".equals(System.getProperty("user.name"))) {
      throw new GuestUnavailableException(
          "guests need %s, which is not on PATH; install it: apt-get install %s (Debian, Ubuntu), or the like of it"
              .formatted(name, debianPackage));
    }
    System.out.println("installing " + debianPackage + " with apt-get ...");
    List<String> install =
        List.of("apt-get", "-q", "-y", "--no-install-recommends", "install", debianPackage);
    try {
      run(Path.of("."), install);
    } catch (GuestException _) {
      updateAnd(install, debianPackage);
    }
  }

  /// For lists that are too old, or none at all.
  private static void updateAnd(List<String> install, String debianPackage) {
    try {
      run(Path.of("."), List.of("apt-get", "-q", "update"));
      run(Path.of("."), install);
    } catch (GuestException failed) {
      throw new GuestUnavailableException(
          "guests need %s, which apt-get could not install".formatted(debianPackage), failed);
    }
  }
}
