package dev.jebpf.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/// Creates commands, which have a constructor that takes the [Session].
record SessionFactory(Session session) implements IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == BreakdownCommand.class) {
      return type.cast(new BreakdownCommand(session));
    }
    if (type == AnalyzeCommand.class) {
      return type.cast(new AnalyzeCommand(session));
    }
    if (type == AttachCommand.class) {
      return type.cast(new AttachCommand(session));
    }
    if (type == DoctorCommand.class) {
      return type.cast(new DoctorCommand(session));
    }
    if (type == ListCommand.class) {
      return type.cast(new ListCommand(session));
    }
    if (type == MergeCommand.class) {
      return type.cast(new MergeCommand(session));
    }
    if (type == DumpCommand.class) {
      return type.cast(new DumpCommand(session));
    }
    if (type == ThresholdCommand.class) {
      return type.cast(new ThresholdCommand(session));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
