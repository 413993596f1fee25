package dev.jebpf.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// All that is in a guest before it boots: Debian's packages, a JDK, the built classes, an init.
///
/// @param root of the working tree, at `/jebpf` inside
/// @param cache what was fetched from the archive
record GuestSystem(Path root, Path cache, GuestKernel kernel, GuestJdk jdk) {
  /// The suite of all packages but the kernel and the JDK.
  private static final String SUITE = "trixie";

  /// The disk: its bus, the device, the file system.
  private static final List<String> MODULES =
      List.of("virtio_pci", "virtio_blk", "crc32c_generic", "ext4");

  private static final List<String> MOUNT_POINTS =
      List.of("proc", "sys", "dev", "run", "tmp", "disk", "root", "usr/local/bin", "var");

  /// Packs it.
  ///
  /// @return the kernel to boot it with
  Path write(Path file, GuestRun run) throws IOException {
    DebianSuite suite = DebianSuite.open(cache, kernel.suite(), kernel.machine());
    var image = new KernelImage(suite.kernelTrees(kernel.packageName()));
    try (var initramfs = new Initramfs(file)) {
      skeleton(initramfs);
      modules(initramfs, image);
      jdk.copyTo(initramfs, cache, kernel.machine());
      run.classPath().copyTo(initramfs);
      initramfs.copy(root.resolve("agent/target/jebpf.jar"), "jebpf/agent/target/jebpf.jar");
      initramfs.text("plan", run.plan(jdk).script());
      packages(initramfs);
    }
    return image.image();
  }

  private static void skeleton(Initramfs initramfs) throws IOException {
    for (String name : List.of("bin", "sbin", "lib", "lib64")) {
      initramfs.directory("usr/" + name);
      initramfs.link(name, "usr/" + name);
    }
    for (String name : MOUNT_POINTS) {
      initramfs.directory(name);
    }
    initramfs.console();
    initramfs.executable("init", resource("init"));
    initramfs.link("usr/bin/sh", "busybox");
    initramfs.text(
        "etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n");
    initramfs.text("etc/group", "root:x:0:\nnogroup:x:65534:\n");
    initramfs.text("etc/hosts", "127.0.0.1 localhost guest\n::1 localhost\n");
  }

  private static void modules(Initramfs initramfs, KernelImage image) throws IOException {
    Map<String, byte[]> modules = image.modules(MODULES);
    for (Map.Entry<String, byte[]> module : modules.entrySet()) {
      initramfs.bytes("modules/" + module.getKey() + ".ko", module.getValue());
    }
    String order = String.join("", modules.keySet().stream().map(name -> name + "\n").toList());
    initramfs.text("modules/order", order);
  }

  private void packages(Initramfs initramfs) throws IOException {
    DebianSuite suite = DebianSuite.open(cache, SUITE, kernel.machine());
    List<String> names =
        DataFile.rows(root.resolve("tests/guests/packages"), 2).stream()
            .filter(row -> kernel.machine().isOneOf(row.get(1)))
            .map(List::getFirst)
            .toList();
    for (Path tree : suite.trees(names)) {
      initramfs.tree(tree, "", GuestSystem::isUseful);
    }
  }

  /// What a package has that a guest needs.
  static boolean isUseful(Path file) {
    return !file.startsWith("usr/share") && !file.toString().contains("/gconv");
  }

  private static String resource(String name) {
    try (InputStream in = GuestSystem.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }
}
