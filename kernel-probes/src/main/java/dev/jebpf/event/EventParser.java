package dev.jebpf.event;

import dev.jebpf.event.EventTarget.Means;
import dev.jebpf.event.EventTarget.UserFunction;
import dev.jebpf.event.EventTarget.UserProbe;
import dev.jebpf.name.NearMatch;
import dev.jebpf.name.Wildcard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the text of one event.
///
/// ```
/// event   = target [ "(" [ field { "," field } ] ")" ] [ "/" condition "/" ]
/// target  = ( "kernel" | "fentry" | "kprobe" ) ":" pattern | "tracepoint" ":" pattern ":" pattern
///         | ( "uprobe" | "uretprobe" ) ":" file ":" pattern [ "+" number ]
///         | "usdt" ":" file ":" pattern ":" pattern
/// field   = [ name "=" ] path
/// path    = name { "." name | "[" number "]" }
///         | "str" "(" name [ "," name ] ")" | ( "int8" | "uint8" | ... ) "(" name ")"
/// ```
final class EventParser {
  /// No name of the kernel is longer (`KSYM_NAME_LEN`), no sensible text much longer than some.
  private static final int MOST_CHARACTERS = 4096;

  private static final int MOST_STEPS = 16;
  private static final int LARGEST_INDEX = 1 << 20;

  private static final long LARGEST_OFFSET = 1 << 24;

  private static final String TRACEPOINT = "tracepoint";
  private static final List<String> USER =
      List.of(UserProbe.PREFIX, UserFunction.ENTRY, UserFunction.CALL);

  private final String text;
  private final EventScanner scanner;
  private boolean userSpace;

  EventParser(String text) {
    this.text = text.strip();
    this.scanner = new EventScanner(this.text);
  }

  EventRequest parse() throws EventSyntaxException {
    if (text.length() > MOST_CHARACTERS) {
      throw new EventSyntaxException("an event longer than " + MOST_CHARACTERS + " characters");
    }
    EventTarget target = target();
    List<FieldRequest> fields = scanner.take("(") ? fields() : null;
    Condition condition = scanner.take("/") ? condition() : null;
    if (!scanner.atEnd()) {
      throw scanner.error(
          fields == null ? "expected '(' and fields, or '/' and a condition" : "unexpected text");
    }
    return new EventRequest(text, target, fields, condition);
  }

  private EventTarget target() throws EventSyntaxException {
    String prefix = scanner.name("kernel:, tracepoint:, usdt: or uprobe:");
    if (USER.contains(prefix)) {
      scanner.require(":", "and a file or library");
      userSpace = true;
      return prefix.equals(UserProbe.PREFIX)
          ? userProbe()
          : userFunction(prefix.equals(UserFunction.CALL));
    }
    if (prefix.equals(TRACEPOINT)) {
      scanner.require(":", "and a category");
      Wildcard category = pattern("a category of tracepoints");
      scanner.require(":", "and a tracepoint, as in tracepoint:sched:sched_process_fork,");
      return new EventTarget.Tracepoint(category, pattern("a tracepoint"));
    }
    Means means = means(prefix);
    scanner.require(":", "and a kernel function");
    return new EventTarget.Function(means, pattern("a kernel function"));
  }

  private EventTarget userProbe() throws EventSyntaxException {
    String file = scanner.file("a file or library, as in usdt:libjvm:hotspot:gc__begin,");
    scanner.require(":", "and a provider");
    Wildcard provider = new Wildcard(scanner.symbol("a provider of USDT probes"));
    scanner.require(":", "and a probe, as in usdt:libjvm:hotspot:gc__begin,");
    return new UserProbe(file, provider, new Wildcard(scanner.symbol("a USDT probe")));
  }

  private EventTarget userFunction(boolean returns) throws EventSyntaxException {
    String file = scanner.file("a file or library, as in uprobe:libc:getenv,");
    scanner.require(":", "and a function");
    Wildcard name = new Wildcard(scanner.symbol("a function"));
    if (!scanner.take("+")) {
      return new UserFunction(file, name, 0, returns);
    }
    long offset = scanner.number();
    if (returns || !name.exact() || offset < 0 || offset > LARGEST_OFFSET) {
      throw scanner.unplaced("an offset is for one function and uprobe:, and at most 2^24");
    }
    return new UserFunction(file, name, offset, false);
  }

  private Wildcard pattern(String what) throws EventSyntaxException {
    return new Wildcard(scanner.pattern(what));
  }

  private Means means(String prefix) throws EventSyntaxException {
    List<String> known = new ArrayList<>();
    for (Means means : Means.values()) {
      if (means.prefix().equals(prefix)) {
        return means;
      }
      known.add(means.prefix());
    }
    known.add(TRACEPOINT);
    known.addAll(USER);
    throw scanner.unplaced(
        "unknown kind of event '" + prefix + "'" + NearMatch.hint(prefix, known));
  }

  private List<FieldRequest> fields() throws EventSyntaxException {
    List<FieldRequest> fields = new ArrayList<>();
    if (scanner.take(")")) {
      return fields;
    }
    Set<String> names = new HashSet<>();
    do {
      FieldRequest field = field();
      if (!names.add(field.name())) {
        throw scanner.error(
            "two fields are called '" + field.name() + "'; name one of them, as in other=a.b,");
      }
      fields.add(field);
    } while (scanner.take(","));
    scanner.require(")", "after the fields");
    if (fields.size() > EventRequest.MOST_FIELDS) {
      throw scanner.unplaced("more than " + EventRequest.MOST_FIELDS + " fields in one event");
    }
    return fields;
  }

  private FieldRequest field() throws EventSyntaxException {
    MemberPath path = path();
    if (path.isName() && !scanner.sees("==") && scanner.take("=")) {
      return new FieldRequest(path.root(), path());
    }
    return new FieldRequest(path.lastName(), path);
  }

  private MemberPath path() throws EventSyntaxException {
    return path(scanner, userSpace);
  }

  /// @param userSpace whether a value's type has to be said
  static MemberPath path(EventScanner scanner, boolean userSpace) throws EventSyntaxException {
    String root = scanner.name("the name of an argument");
    if (userSpace && scanner.take("(")) {
      return reading(scanner, root);
    }
    List<MemberPath.Step> steps = new ArrayList<>();
    for (MemberPath.Step step = step(scanner); step != null; step = step(scanner)) {
      if (steps.size() == MOST_STEPS) {
        throw scanner.error("more than " + MOST_STEPS + " steps from one argument");
      }
      steps.add(step);
    }
    return new MemberPath(root, steps);
  }

  private static MemberPath reading(EventScanner scanner, String reading)
      throws EventSyntaxException {
    MemberPath.Integral number = MemberPath.Integral.BY_NAME.get(reading);
    if (number == null && !reading.equals(MemberPath.Text.NAME)) {
      throw scanner.unplaced(
          "an argument is read as int8 to int64, uint8 to uint64 or str, not as '" + reading + "'");
    }
    String root = scanner.name("the name of an argument");
    String length =
        number == null && scanner.take(",")
            ? scanner.name("the argument that has its length")
            : null;
    scanner.require(")", "after the argument");
    return new MemberPath(root, List.of(), number == null ? new MemberPath.Text(length) : number);
  }

  private static MemberPath.@Nullable Step step(EventScanner scanner) throws EventSyntaxException {
    if (scanner.take(".")) {
      return new MemberPath.Member(scanner.name("the name of a member"));
    }
    if (!scanner.take("[")) {
      return null;
    }
    long index = scanner.number();
    if (index < 0 || index > LARGEST_INDEX) {
      throw scanner.error("index " + index + " is not between 0 and " + LARGEST_INDEX);
    }
    scanner.require("]", "after the index");
    return new MemberPath.Element((int) index);
  }

  private Condition condition() throws EventSyntaxException {
    Condition condition = new ConditionParser(scanner, userSpace).parse();
    scanner.require("/", "after the condition");
    return condition;
  }
}
