package dev.jebpf.probes;

import dev.jebpf.event.code.EventTexts;
import dev.jebpf.lang.Bytes;
import dev.jebpf.map.SegmentBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The texts in records: paths, addresses, thread names.
public final class RecordNames {
  private static final int INET_BYTES = 4;
  private static final int INET6_BYTES = 16;

  private RecordNames() {}

  /// A file's path: absolute and resolved when the kernel knew the file, with `...` in front when
  /// it is too long to be complete; as the program gave it after an open that failed; empty when
  /// not known at all.
  public static String path(FileRecord file) {
    byte[] bytes = bytes(file.name(), file.nameLength());
    if (file.components() == 0) {
      return file.complete() == 1 ? "/" : text(bytes, 0);
    }
    List<String> names = new ArrayList<>(file.components());
    for (int at = 0; at < bytes.length; at += names.getLast().length() + 1) {
      names.add(raw(bytes, at));
    }
    StringBuilder path = new StringBuilder(file.complete() == 1 ? "" : "...");
    names.reversed().forEach(name -> path.append('/').append(decode(name)));
    return path.toString();
  }

  /// The peer's address in the usual notation, without the port; IPv4 also where it was mapped into
  /// IPv6.
  public static String remote(TcpRecord tcp) {
    return address(tcp.family(), tcp.remoteAddress());
  }

  /// The own address in the usual notation, without the port.
  public static String local(TcpRecord tcp) {
    return address(tcp.family(), tcp.localAddress());
  }

  /// A NUL-terminated name.
  public static String text(Bytes bytes) {
    MemorySegment segment = ((SegmentBytes) bytes).segment();
    return text(segment.toArray(ValueLayout.JAVA_BYTE), 0);
  }

  /// A text of a kernel event.
  public static String text(EventTextRecord event, int index) {
    MemorySegment segment = ((SegmentBytes) event.texts()).segment();
    byte[] all =
        segment
            .asSlice((long) index * EventTexts.TEXT_BYTES, EventTexts.TEXT_BYTES)
            .toArray(ValueLayout.JAVA_BYTE);
    return text(all, 0);
  }

  private static String address(int family, Bytes address) {
    try {
      int length = family == TcpRecord.INET ? INET_BYTES : INET6_BYTES;
      return InetAddress.getByAddress(bytes(address, length)).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("address family=" + family, e);
    }
  }

  private static byte[] bytes(Bytes bytes, int length) {
    MemorySegment segment = ((SegmentBytes) bytes).segment();
    return segment.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }

  private static String text(byte[] bytes, int from) {
    return decode(raw(bytes, from));
  }

  /// One char per byte, so that lengths are those of the record.
  private static String raw(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private static String decode(String raw) {
    return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
