package dev.jebpf.link;

import dev.jebpf.link.AttachException.Obstacle;
import dev.jebpf.linux.Errno;
import dev.jebpf.linux.LinuxException;
import dev.jebpf.program.AttachPoint;
import dev.jebpf.program.UserSite;

/// What it means that the kernel refuses a uprobe: `create_local_trace_uprobe` and
/// `uprobe_register` of `kernel/trace/trace_uprobe.c` and `kernel/events/uprobes.c`.
final class SiteRefusal {
  private SiteRefusal() {}

  /// The same failure of uprobe.multi with an explanation, where its errno has one.
  static RuntimeException ofUprobeMulti(LinuxException refused, AttachPoint.UprobeMulti attach) {
    return refused.errno() == Errno.EINVAL
        ? new AttachException(
            Obstacle.NOT_BUILT,
            "cannot attach "
                + attach
                + ": this kernel does not know it (uprobe.multi came with 6.6), or a place is beyond"
                + " the file's end",
            refused)
        : ofUprobe(refused, attach.sites().getFirst());
  }

  /// The same failure of a uprobe with an explanation, where its errno has one.
  static RuntimeException ofUprobe(LinuxException refused, UserSite site) {
    return switch (refused.errno()) {
      case ENOENT, ENOTDIR ->
          new AttachException(Obstacle.NO_TARGET, "there is no file " + site.file(), refused);
      case EINVAL ->
          new AttachException(
              Obstacle.NO_TARGET,
              site
                  + " can't be probed: beyond the file's end, or the file is not a regular one that"
                  + " can be mapped",
              refused);
      case EIO, ENOTSUPP, EOPNOTSUPP, ENOEXEC ->
          new AttachException(
              Obstacle.NOT_TRACEABLE,
              "at " + site + " is no instruction that can be probed",
              refused);
      case null, default -> refused;
    };
  }
}
