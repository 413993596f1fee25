/// BTF, the kernel's type information: reads vmlinux's and writes a program's own. Pure: bytes in,
/// values out.
///
/// ```java
/// BtfTypes types = BtfTypes.parse(Files.readAllBytes(Path.of("/sys/kernel/btf/vmlinux")));
/// int task = types.find("task_struct", BtfKind.STRUCT).orElseThrow();
/// BtfField tgid = types.field(task, "tgid").orElseThrow();
/// long offset = tgid.bitOffset() / 8;
/// ```
///
/// Format: `Documentation/bpf/btf.rst` of the kernel's sources.
@NullMarked
package dev.jebpf.btf;

import org.jspecify.annotations.NullMarked;
