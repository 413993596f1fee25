package dev.jebpf.jfr;

import dev.jebpf.event.plan.Candidate;
import dev.jebpf.event.plan.EventPlan;
import dev.jebpf.event.plan.FieldType;
import dev.jebpf.event.plan.PlannedField;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.StackTrace;
import jdk.jfr.Unsigned;
import jdk.jfr.ValueDescriptor;

/// How a kernel event the user asked for describes itself to those who read a recording. The first
/// fields are those of [KernelEvent].
final class KernelEventDescription {
  /// The product's prefix of all event types.
  private static final String PREFIX = "jebpf.";

  /// Names that every event has already.
  private static final Set<String> TAKEN =
      Set.of(
          "startTime",
          "duration",
          "eventThread",
          "stackTrace",
          "thread",
          "threadName",
          "javaThreadId",
          "osThreadId",
          "method",
          "spanId",
          "waker",
          "result",
          "error",
          "stackOutcome",
          "stack");

  /// Words of Java, which JFR allows for no field, that are none of C: arguments have such names.
  private static final Set<String> JAVA_WORDS =
      Set.of(
          "abstract",
          "assert",
          "boolean",
          "byte",
          "catch",
          "class",
          "extends",
          "false",
          "final",
          "finally",
          "implements",
          "import",
          "instanceof",
          "interface",
          "native",
          "new",
          "null",
          "package",
          "private",
          "protected",
          "public",
          "strictfp",
          "super",
          "synchronized",
          "this",
          "throw",
          "throws",
          "transient",
          "true",
          "try");

  private KernelEventDescription() {}

  static List<AnnotationElement> annotations(EventPlan plan, Candidate candidate) {
    String[] parts = plan.name().split("\\.", 3);
    String[] category =
        switch (parts[0]) {
          case "tracepoint" -> new String[] {"jebpf", "Tracepoints", parts[1]};
          case "usdt" -> new String[] {"jebpf", "USDT Probes", parts[1]};
          case "uprobe", "uretprobe" -> new String[] {"jebpf", "User Functions", parts[1]};
          default -> new String[] {"jebpf", "Kernel Functions"};
        };
    String label =
        switch (parts[0]) {
          case "tracepoint", "usdt" -> parts[1] + ":" + parts[2];
          case "uprobe" -> parts[2] + "() entry";
          default -> parts[parts.length - 1] + "()";
        };
    return List.of(
        new AnnotationElement(jdk.jfr.Name.class, PREFIX + plan.name()),
        new AnnotationElement(Label.class, label),
        new AnnotationElement(Description.class, candidate.declaration()),
        new AnnotationElement(Category.class, category),
        new AnnotationElement(StackTrace.class, false));
  }

  /// @param stacks whether there are fields for a stack, too
  static List<ValueDescriptor> fields(Candidate candidate, boolean stacks) {
    List<ValueDescriptor> fields = new ArrayList<>(origin());
    FieldType result = candidate.result();
    if (result != null) {
      fields.add(field(type(result), "result", "What it returned", resultContent(result)));
    }
    if (result == FieldType.STATUS) {
      fields.add(
          field(String.class, "error", "Name of the error, such as ECONNREFUSED", of(Name.class)));
    }
    for (PlannedField field : candidate.fields()) {
      fields.add(
          field(
              type(field.type()), name(field.name()), field.declaration(), content(field.type())));
    }
    if (stacks) {
      fields.addAll(stack());
    }
    return fields;
  }

  private static List<ValueDescriptor> stack() {
    return List.of(
        field(
            String.class,
            "stackOutcome",
            "Whether the Java stack is complete, or why it is not; none if it was not wanted",
            of(Name.class)),
        field(
            String.class,
            "stack",
            "The Java stack that caused it, where the event itself can't have it",
            of(StackText.class)));
  }

  private static List<ValueDescriptor> origin() {
    return List.of(
        field(
            Thread.class,
            "thread",
            "The Java thread that did it: the virtual one if one was mounted",
            of(JavaThread.class)),
        field(String.class, "threadName", "Its name", of(ThreadName.class)),
        field(long.class, "javaThreadId", "Its Java id; 0 when unknown", of(ThreadId.class)),
        field(long.class, "osThreadId", "Id of the kernel thread that did it", of(ThreadId.class)),
        field(
            String.class, "method", "The instrumented method it happened in", of(MethodName.class)),
        field(long.class, "spanId", "Number of that call; 0 for none", of(SpanId.class)),
        field(
            String.class,
            "waker",
            "The thread that woke it last; none if it did not sleep or an interrupt woke it",
            of(ThreadName.class)));
  }

  private static ValueDescriptor field(
      Class<?> type, String name, String description, List<AnnotationElement> content) {
    List<AnnotationElement> annotations = new ArrayList<>(content);
    annotations.add(new AnnotationElement(Label.class, label(name)));
    annotations.add(new AnnotationElement(Description.class, description));
    return new ValueDescriptor(type, name, annotations);
  }

  /// `Child Comm` for `child_comm`, `Os Thread Id` for `osThreadId`.
  private static String label(String name) {
    var label = new StringBuilder();
    for (String word : name.split("_+|(?<=[a-z])(?=[A-Z])", 0)) {
      if (!word.isEmpty()) {
        label.append(label.isEmpty() ? "" : " ");
        label.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return label.isEmpty() ? name : label.toString();
  }

  /// The user's name, if an event may have a field of that name.
  private static String name(String wanted) {
    return TAKEN.contains(wanted) || JAVA_WORDS.contains(wanted) ? wanted + "Argument" : wanted;
  }

  private static Class<?> type(FieldType type) {
    return switch (type) {
      case NUMBER, STATUS, UNSIGNED, BYTES, ADDRESS -> long.class;
      case FLAG -> boolean.class;
      case TEXT -> String.class;
    };
  }

  private static List<AnnotationElement> content(FieldType type) {
    return switch (type) {
      case NUMBER, STATUS -> of(Count.class);
      case UNSIGNED -> List.of(new AnnotationElement(Unsigned.class), count());
      case BYTES -> List.of(new AnnotationElement(DataAmount.class, DataAmount.BYTES));
      case ADDRESS ->
          List.of(
              new AnnotationElement(Unsigned.class), new AnnotationElement(MemoryAddress.class));
      case FLAG, TEXT -> of(Name.class);
    };
  }

  private static List<AnnotationElement> resultContent(FieldType type) {
    return type == FieldType.STATUS ? of(SystemCallResult.class) : content(type);
  }

  private static AnnotationElement count() {
    return new AnnotationElement(Count.class);
  }

  private static List<AnnotationElement> of(Class<? extends Annotation> contentType) {
    return List.of(new AnnotationElement(contentType));
  }
}
