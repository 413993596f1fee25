package dev.jebpf.event.plan;

import dev.jebpf.catalog.user.HotSpotProbes;
import dev.jebpf.catalog.user.NoteArgument;
import dev.jebpf.catalog.user.UserProbe;
import dev.jebpf.event.EventRequest;
import dev.jebpf.event.EventSyntaxException;
import dev.jebpf.event.FieldRequest;
import dev.jebpf.event.MemberPath;
import dev.jebpf.event.code.EventTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What events at a USDT probe carry when the user names nothing: the arguments by the names they
/// have in the JVM's own documentation, or as numbers.
final class ProbeFields {
  private ProbeFields() {}

  static List<FieldRequest> of(UserProbe probe) {
    List<FieldRequest> known = hotSpot(probe);
    return known.isEmpty() ? numbers(probe, false) : known;
  }

  /// Those of a probe that `usdt-bridge` made, whose unsigned numbers of eight bytes are addresses
  /// of texts.
  static List<FieldRequest> ofOwn(UserProbe probe) {
    return numbers(probe, true);
  }

  private static List<FieldRequest> hotSpot(UserProbe probe) {
    String fields = HotSpotProbes.fields(probe.provider(), probe.name()).orElse(null);
    if (fields == null) {
      return List.of();
    }
    try {
      List<FieldRequest> requests =
          EventRequest.parse("usdt:libjvm:" + probe.provider() + ":" + probe.name() + fields)
              .fields();
      boolean all =
          requests != null
              && requests.stream().allMatch(field -> index(field.path()) < probe.argumentCount());
      return all ? List.copyOf(requests) : List.of();
    } catch (EventSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int index(MemberPath path) {
    return Integer.parseInt(path.root().substring("arg".length()));
  }

  private static List<FieldRequest> numbers(UserProbe probe, boolean texts) {
    List<FieldRequest> fields = new ArrayList<>();
    int textsSoFar = 0;
    for (int i = 0; i < Math.min(probe.argumentCount(), EventRequest.MOST_FIELDS); i++) {
      int index = i;
      boolean text = texts && textsSoFar < EventTexts.TEXTS && isAddress(probe, i);
      textsSoFar += text ? 1 : 0;
      if (IntStream.range(0, probe.sites().size()).allMatch(site -> readable(probe, site, index))) {
        String name = "arg" + i;
        fields.add(
            new FieldRequest(
                name, new MemberPath(name, List.of(), text ? new MemberPath.Text(null) : null)));
      }
    }
    return fields;
  }

  private static boolean isAddress(UserProbe probe, int index) {
    NoteArgument argument = probe.sites().getFirst().arguments().get(index);
    return argument.bytes() == Long.BYTES && !argument.signed();
  }

  private static boolean readable(UserProbe probe, int site, int index) {
    return !(probe.sites().get(site).arguments().get(index).place()
        instanceof NoteArgument.Unreadable);
  }
}
