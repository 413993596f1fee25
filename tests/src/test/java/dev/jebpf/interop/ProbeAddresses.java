package dev.jebpf.interop;

import dev.jebpf.harness.ChildRun;
import java.util.List;

/// Where `readelf -n` says that a probe is.
///
/// @param location of the site, in hexadecimal with `0x`
/// @param semaphore the same
record ProbeAddresses(String location, String semaphore) {
  static ProbeAddresses of(String file, String probe) {
    ChildRun run = Tool.READELF.run(TracedService.PATIENCE, "-nW", file);
    List<String> lines = run.out();
    int name = lines.indexOf("    Name: " + probe);
    if (name < 0) {
      throw new AssertionError("no probe " + probe + ": " + run);
    }
    String[] words = lines.get(name + 1).strip().split("[ ,]+");
    return new ProbeAddresses(words[1], words[5]);
  }
}
