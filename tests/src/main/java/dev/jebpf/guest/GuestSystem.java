package dev.jebpf.guest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// All that is in a guest before it boots: Debian's packages, a JDK, the built classes, an init.
///
/// @param root of the working tree, at `/jebpf` inside
/// @param cache what was fetched from the archive
record GuestSystem(Path root, Path cache, GuestKernel kernel, Path javaHome) {
  /// The disk: the block device, its bus, the file system.
  private static final List<String> MODULES =
      List.of("virtio_pci", "virtio_mmio", "virtio_blk", "ext4", "crc32c_generic");

  private static final List<String> MOUNT_POINTS =
      List.of("proc", "sys", "dev", "run", "tmp", "disk", "root", "usr/local/bin", "var");

  /// Parts of a JDK that no test needs.
  private static final Set<String> NOT_IN_GUEST =
      Set.of("jmods", "man", "legal", "include", "demo", "lib/src.zip");

  /// Packs it.
  ///
  /// @return the kernel to boot it with
  Path write(Path file, TestRun run) throws IOException {
    var image =
        new KernelImage(
            suite(kernel.suite()).tree(suite(kernel.suite()).kernelPackage(kernel.packageName())));
    try (var initramfs = new Initramfs(file)) {
      skeleton(initramfs);
      modules(initramfs, image);
      initramfs.tree(javaHome, "jdk", without(NOT_IN_GUEST));
      run.classPath().copyTo(initramfs);
      initramfs.copy(root.resolve("agent/target/jebpf.jar"), "jebpf/agent/target/jebpf.jar");
      initramfs.text("plan", run.plan());
      packages(initramfs);
    }
    return image.image();
  }

  private DebianSuite suite(String name) {
    return DebianSuite.open(cache, name, kernel.machine());
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
    initramfs.text(
        "modules/order",
        String.join("", modules.keySet().stream().map(name -> name + "\n").toList()));
  }

  private void packages(Initramfs initramfs) throws IOException {
    for (List<String> row : DataFile.rows(root.resolve("tests/guests/packages"), 2)) {
      initramfs.tree(suite(row.get(0)).tree(row.get(1)), "", GuestSystem::isUseful);
    }
  }

  private static boolean isUseful(Path file) {
    return !file.startsWith("usr/share")
        && !file.startsWith("usr/lib/modules")
        && !file.toString().contains("/gconv");
  }

  private static Predicate<Path> without(Set<String> names) {
    return file -> names.stream().noneMatch(file::startsWith);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = GuestSystem.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
