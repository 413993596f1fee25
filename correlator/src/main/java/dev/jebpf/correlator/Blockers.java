package dev.jebpf.correlator;

import dev.jebpf.hotspot.stack.StackDecoder;
import dev.jebpf.jfr.Blocker;
import dev.jebpf.probes.BlockedRecord;
import dev.jebpf.probes.BlockerOwner;
import dev.jebpf.probes.BlockerRead;
import dev.jebpf.probes.State;
import java.util.Locale;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Makes names of what the kernel programs read about the blockers of threads. One thread at a
/// time.
final class Blockers {
  private static final String KNOWN = "known";
  private static final String UNLOADED = "class unloaded";

  private final @Nullable StackDecoder decoder;
  private final LongFunction<@Nullable String> threads;

  /// @param decoder null when memory of the JVM is not understood
  /// @param threads names by Java id; null for one that is not known
  Blockers(@Nullable StackDecoder decoder, LongFunction<@Nullable String> threads) {
    this.decoder = decoder;
    this.threads = threads;
  }

  /// What a thread was blocked by.
  Blocker of(BlockedRecord record) {
    int state = record.state();
    boolean owned = state == State.LOCK.word() || state == State.PARK.word();
    if (!owned && state != State.WAIT.word()) {
      return Blocker.NONE;
    }
    BlockerRead read = BlockerRead.of(record.blockerRead());
    String name = read == BlockerRead.KNOWN ? className(record) : null;
    boolean unloaded = read == BlockerRead.KNOWN && name == null;
    long owner = owned ? record.owner() : BlockerOwner.NOBODY;
    return new Blocker(
        name,
        record.blocker(),
        unloaded ? UNLOADED : label(read),
        owner > 0 ? threads.apply(owner) : null,
        Math.max(0, owner),
        owned ? ownerOutcome(owner) : "");
  }

  private @Nullable String className(BlockedRecord record) {
    return decoder == null
        ? null
        : decoder.className(record.blockerKlass(), record.start() + record.duration());
  }

  private static String label(BlockerRead read) {
    return read == BlockerRead.KNOWN
        ? KNOWN
        : read.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String ownerOutcome(long owner) {
    if (owner == BlockerOwner.NOBODY) {
      return "none";
    }
    if (owner == BlockerOwner.ANONYMOUS) {
      return "anonymous";
    }
    return owner > 0 ? KNOWN : "unknown";
  }
}
