package dev.jebpf.event.plan;

import dev.jebpf.btf.BtfTypes;
import dev.jebpf.catalog.user.ProcessMaps;
import dev.jebpf.catalog.user.UserFile;
import dev.jebpf.catalog.user.UserFiles;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.EventTarget;
import dev.jebpf.lang.Helpers;
import java.util.List;

/// Plans events in user space: what the files have that this process has mapped now.
final class UserPlanner {
  private final UprobePlanner functions;
  private final UsdtPlanner probes;

  UserPlanner(BtfTypes types, Helpers helpers, int process, long threshold) {
    var registers = new RegisterWords(types);
    this.functions = new UprobePlanner(registers, helpers, process, threshold);
    this.probes = new UsdtPlanner(registers, helpers, process);
  }

  UprobePlanner functions() {
    return functions;
  }

  UsdtPlanner probes() {
    return probes;
  }

  List<UprobePlanner.Target> matching(EventTarget.UserFunction wanted) throws EventDataException {
    return functions.matching(wanted, UserLookup.in(() -> mapped().find(wanted.file())));
  }

  List<UsdtPlanner.Target> matching(EventTarget.UserProbe wanted) throws EventDataException {
    List<UserFile> files =
        UserLookup.in(() -> wanted.own() ? mapped().own() : List.of(mapped().find(wanted.file())));
    return probes.matching(wanted, files);
  }

  private static UserFiles mapped() {
    return new UserFiles(ProcessMaps.ofSelf());
  }
}
