package dev.jebpf.samples.demo;

import dev.jebpf.samples.load.Load;
import dev.jebpf.samples.orders.OrderService;
import dev.jebpf.samples.orders.PaymentGateway;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs the order service under the agent and load, then prints the breakdown of its recording.
public final class Demo {
  private static final int WARMUP_SECONDS = 3;

  /// The steps of an order, and the wait for one; presets add the HTTP handler, JDBC and the
  /// executors' tasks.
  private static final String METHODS =
      Stream.of(
              "OrderApi",
              "Warehouse",
              "Payments",
              "OrderStore",
              "Journal",
              "Invoices",
              "Followers::next")
          .map(name -> "dev.jebpf.samples.orders." + name)
          .collect(Collectors.joining(";"));

  private final DemoOptions options;
  private final Path recording;

  private Demo(DemoOptions options) {
    this.options = options;
    this.recording = options.directory().resolve("orders.jfr").toAbsolutePath();
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    DemoOptions options;
    try {
      options = DemoOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    new Demo(options).run();
  }

  private void run() throws IOException, InterruptedException {
    empty(options.directory());
    trace();
    breakdown("Where each thread's time went", "--by", "thread", "--top", "12");
    breakdown("Where each method's time went", "--by", "method", "--top", "12");
    breakdown("What the slowest calls waited for", "--by", "call", "--top", "8");
    System.out.printf("%nRecording: %s%n", recording);
    System.out.println("Open it in JDK Mission Control, or: jfr summary " + recording);
  }

  private void trace() throws IOException, InterruptedException {
    String agent =
        "-javaagent:%s=file=%s,methods=%s,wait=true%s"
            .formatted(options.agent().toAbsolutePath(), recording, METHODS, more());
    try (var gateway = ServiceProcess.start(PaymentGateway.class, List.of(), options.ofGateway());
        var service =
            ServiceProcess.start(
                OrderService.class, List.of(agent, options.heap()), service(gateway.port()))) {
      System.out.printf(
          "The order service runs under the agent (pid %d); %s for %d s ...%n",
          service.pid(), options.load(), WARMUP_SECONDS + options.seconds());
      load(service.port());
    }
  }

  private String more() {
    return options.options().isEmpty() ? "" : "," + options.options();
  }

  private List<String> service(int gatewayPort) {
    List<String> arguments = new ArrayList<>();
    arguments.add(options.directory().resolve("data").toString());
    arguments.add(Integer.toString(gatewayPort));
    arguments.addAll(options.ofService());
    return arguments;
  }

  private void load(int port) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--port", Integer.toString(port),
                "--warmup", Integer.toString(WARMUP_SECONDS),
                "--seconds", Integer.toString(options.seconds())));
    arguments.addAll(options.ofLoad());
    run("load generator", ServiceProcess.command(Load.class, List.of(), arguments));
  }

  private void breakdown(String title, String... arguments)
      throws IOException, InterruptedException {
    System.out.printf("%n%s%n", title);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                options.agent().toString(),
                "breakdown",
                recording.toString()));
    command.addAll(List.of(arguments));
    run("breakdown", command);
  }

  private static void run(String what, List<String> command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(what + " ended with status " + process.exitValue());
    }
  }

  /// Makes the directory, private to the user, without what an earlier demo left there.
  private static void empty(Path directory) throws IOException {
    Path data = directory.resolve("data");
    if (Files.exists(data)) {
      Files.walkFileTree(data, new Deletion());
    }
    Files.createDirectories(directory);
    Files.deleteIfExists(directory.resolve("orders.jfr"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
        throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
