package dev.jebpf.rules;

import java.util.List;
import org.openjdk.jmc.flightrecorder.rules.util.JfrRuleTopics;

/// Slow operations on one file take much of the time of some calls.
public final class SlowFilesRule extends SlowTargetsRule {
  /// For Mission Control's service loader.
  public SlowFilesRule() {
    super(
        "jebpf.SlowFiles",
        "Slow File Operations in Calls",
        JfrRuleTopics.FILE_IO,
        Limits.of("files", "part of a method's time in slow operations on one file", 20, 50),
        LeastTime.of("files", "of slow operations on the file", 100),
        new Kind(
            "file",
            List.of(Names.FILE_OPEN, Names.FILE_READ, Names.FILE_WRITE, Names.FILE_SYNC),
            operation -> operation.text("path"),
            true,
            "Force to disk less often, and several writes at once; keep what is read again and"
                + " again in memory; write in larger pieces, off the calls that somebody waits for;"
                + " or move the file to a faster device. The operations on the file are in the"
                + " events jebpf.FileSync, FileWrite, FileRead and FileOpen."));
  }
}
