package dev.jebpf.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On directories that look like `/proc/self`.
class TasksTest {
  @TempDir Path process;

  private void thread(long id, String comm, String status) throws IOException {
    Path entry = Files.createDirectories(process.resolve("task").resolve(Long.toString(id)));
    Files.writeString(entry.resolve("comm"), comm + "\n");
    Files.writeString(entry.resolve("status"), status);
  }

  private void self(String status) throws IOException {
    Files.writeString(process.resolve("status"), status);
  }

  @Test
  void shouldGoByTheNamesInItsOwnProc() throws IOException {
    self("Name:\tjava\nNSpid:\t40\n");
    thread(40, "java", "NSpid:\t40\n");
    thread(41, "main", "NSpid:\t41\n");

    var tasks = new Tasks(process);

    assertThat(tasks.ids()).containsExactlyInAnyOrder(40L, 41L);
    assertThat(tasks.comm(41)).isEqualTo("main");
  }

  @Test
  void shouldFindItsOwnIdsInTheProcOfAnotherPidNamespace() throws IOException {
    self("Name:\tjava\nNSpid:\t5040\t140\t1\n");
    thread(5040, "java", "Name:\tjava\nNSpid:\t5040\t140\t1\n");
    thread(5041, "main", "Name:\tmain\nNSpid:\t5041\t141\t2\n");
    Files.createDirectories(process.resolve("task/5042"));

    var tasks = new Tasks(process);

    assertThat(tasks.ids()).containsExactlyInAnyOrder(1L, 2L);
    assertThat(tasks.comm(2)).isEqualTo("main");
    assertThat(tasks.entry(2)).isEqualTo(process.resolve("task/5041"));
  }

  @Test
  void shouldLiveWithAKernelThatHasNoPidNamespaces() throws IOException {
    self("Name:\tjava\n");
    thread(40, "java", "Name:\tjava\n");

    assertThat(new Tasks(process).ids()).containsExactly(40L);
  }
}
