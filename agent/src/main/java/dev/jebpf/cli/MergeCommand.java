package dev.jebpf.cli;

import dev.jebpf.chunk.MalformedChunkException;
import dev.jebpf.chunk.RecordingMerge;
import dev.jebpf.config.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `jebpf merge OUT.jfr IN.jfr...`.
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description = "Make one recording of several of the same JVM.",
    footer = {
      "",
      "Of a directory all files in it that end in .jfr are taken. What is in several of the"
          + " recordings is taken once; of a recording that was still being written when its JVM"
          + " was killed, what had been flushed, which JFR does every second.",
      "",
      "Examples:",
      "  jebpf merge all.jfr service.jfr own.jfr         file= and a recording of your own",
      "  jebpf merge rescued.jfr service.jfr.parts       what a JVM left that was killed"
    })
final class MergeCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "OUT.jfr", description = "The recording to make.")
  @SuppressWarnings("NullAway.Init")
  private Path out;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IN.jfr",
      description = "Recordings, and directories of them.")
  @SuppressWarnings("NullAway.Init")
  private List<Path> in;

  MergeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws OperationFailedException {
    if (Files.exists(out)) {
      throw new OperationFailedException(
          "merging into " + out + ": it exists already; remove it or choose another name");
    }
    for (Path path : in) {
      if (!Files.exists(path)) {
        throw new OperationFailedException("merging " + path + ": there is no such file");
      }
    }
    try (RecordingMerge merge = RecordingMerge.of(in)) {
      RecordingMerge.Result result = merge.write(out);
      String line =
          String.format(
              Locale.ROOT,
              "%s: %d chunks, %d of them of kernel events, %,d bytes.",
              out,
              result.chunks(),
              result.kernelChunks(),
              result.bytes());
      session.out().println(line);
      result.warning().ifPresent(session.out()::println);
      return 0;
    } catch (MalformedChunkException e) {
      throw new OperationFailedException("merging into " + out + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new OperationFailedException("merging into " + out + ": " + FileProblem.of(e), e);
    }
  }
}
