package dev.jebpf.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// `struct perf_event_attr` of `linux/perf_event.h`: what perf_event_open(2) is to open.
public final class PerfAttribute {
  /// `PERF_TYPE_*`.
  public static final int HARDWARE = 0;

  public static final int SOFTWARE = 1;
  public static final int TRACEPOINT = 2;

  /// `PERF_ATTR_SIZE_VER1`, which kernels know since 2.6.33, has all that is needed.
  private static final int ATTRIBUTE_SIZE = 72;

  private static final int TYPE = 0;
  private static final int SIZE = 4;
  private static final int CONFIG = 8;
  private static final int SAMPLE_PERIOD = 16;
  private static final int FLAGS = 40;
  private static final int WAKEUP_EVENTS = 48;
  private static final int CONFIG1 = 56;
  private static final int CONFIG2 = 64;

  /// Bit 10 of the flags: the period is a number of samples a second.
  private static final long FREQ = 1 << 10;

  private final MemorySegment segment;

  private PerfAttribute(MemorySegment segment) {
    this.segment = segment;
  }

  /// An event that runs a program at each occurrence.
  ///
  /// @param type `PERF_TYPE_*`, or an [EventSource]'s number
  /// @param config which event of that type
  public static PerfAttribute of(SegmentAllocator allocator, int type, long config) {
    PerfAttribute attribute =
        new PerfAttribute(allocator.allocate(ATTRIBUTE_SIZE, 8).fill((byte) 0));
    attribute.segment.set(JAVA_INT, TYPE, type);
    attribute.segment.set(JAVA_INT, SIZE, ATTRIBUTE_SIZE);
    attribute.segment.set(JAVA_LONG, CONFIG, config);
    attribute.segment.set(JAVA_INT, WAKEUP_EVENTS, 1);
    return attribute.period(1);
  }

  /// Runs it at every so many occurrences only.
  public PerfAttribute period(long occurrences) {
    segment.set(JAVA_LONG, SAMPLE_PERIOD, occurrences);
    return this;
  }

  /// Runs it so many times a second.
  public PerfAttribute frequency(int hertz) {
    segment.set(JAVA_LONG, FLAGS, FREQ);
    return period(hertz);
  }

  /// What a kprobe or uprobe is at.
  ///
  /// @param name `kprobe_func` or `uprobe_path`, native memory that must outlive the call
  /// @param offset `probe_offset`
  public PerfAttribute probe(MemorySegment name, long offset) {
    segment.set(JAVA_LONG, CONFIG1, name.address());
    segment.set(JAVA_LONG, CONFIG2, offset);
    return this;
  }

  MemorySegment segment() {
    return segment;
  }
}
