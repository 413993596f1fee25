package dev.jebpf.container;

import dev.jebpf.harness.Container;
import dev.jebpf.oracle.OracleCase;
import dev.jebpf.oracle.OracleCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The breakdown tells the truth in a container too: cases of the oracle, each where its mechanism
/// has most to fear from namespaces.
@Tag("kernel")
class ContainerOracleTest {
  @ParameterizedTest
  @CsvSource({
    "PID_NAMESPACE, THREAD_SLEEP",
    "PID_NAMESPACE, TWO_THREADS_ON_ONE_CORE",
    "PID_NAMESPACE, COLLECTION_SEEN_WHILE_RUNNING",
    "PRIVATE_MOUNTS_AND_NETWORK, BUSY_LOOP",
    "PRIVATE_MOUNTS_AND_NETWORK, CONTENDED_SYNCHRONIZED",
    "PRIVATE_MOUNTS_AND_NETWORK, FIFO_READ",
    "PRIVATE_MOUNTS_AND_NETWORK, FSYNC_LOOP",
    "PRIVATE_MOUNTS_AND_NETWORK, COLD_MMAP_FAULTS",
    "PRIVATE_MOUNTS_AND_NETWORK, SOCKET_READ_WITH_TIMEOUT",
    "PRIVATE_MOUNTS_AND_NETWORK, SLOW_CONNECT",
    "NESTED, PARK_NANOS",
    "NESTED, CONTENDED_REENTRANT_LOCK",
    "NESTED, SELECTOR",
    "PROC_OF_THE_HOST, OBJECT_WAIT",
    "PROC_OF_THE_HOST, SOCKET_READ"
  })
  void shouldBookKnownWorkUnderItsState(Container container, OracleCase oracle) {
    OracleCheck.check(oracle, container + "-" + oracle, container.command());
  }
}
