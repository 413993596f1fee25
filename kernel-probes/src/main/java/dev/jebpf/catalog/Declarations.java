package dev.jebpf.catalog;

import dev.jebpf.btf.BtfKind;
import dev.jebpf.btf.BtfType;
import dev.jebpf.btf.BtfTypes;
import java.util.Locale;
import java.util.stream.Collectors;

/// Types as C writes them.
public final class Declarations {
  /// Longest chain of pointers and qualifiers that is written out.
  private static final int DEEPEST = 16;

  private final BtfTypes types;

  public Declarations(BtfTypes types) {
    this.types = types;
  }

  /// `ssize_t vfs_read(struct file *file, char *buf, size_t count, loff_t *pos)`.
  public String of(KernelFunction function) {
    return declare(function.returns(), function.name())
        + function.parameters().stream()
            .map(parameter -> declare(parameter.type(), parameter.name()))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  /// A variable of a type: `struct sock *sk`.
  public String declare(int type, String name) {
    String written = name(type, 0);
    return written.endsWith("*") || name.isEmpty() ? written + name : written + " " + name;
  }

  /// A type: `struct sock *`.
  public String name(int type) {
    return name(type, 0);
  }

  private String name(int id, int depth) {
    if (depth > DEEPEST) {
      return "...";
    }
    return switch (types.type(id)) {
      case BtfType.Nothing _ -> "void";
      case BtfType.Int t -> t.name().equals("_Bool") ? "bool" : t.name();
      case BtfType.Pointer(int target) -> pointer(target, depth);
      case BtfType.Array(int element, int _, int length) ->
          name(element, depth + 1) + "[" + Integer.toUnsignedString(length) + "]";
      case BtfType.Composite t -> (t.union() ? "union " : "struct ") + tag(t.name());
      case BtfType.Enumeration t -> "enum " + tag(t.name());
      case BtfType.Forward t -> (t.union() ? "union " : "struct ") + tag(t.name());
      case BtfType.Alias t -> alias(t, depth);
      case BtfType.Function t -> t.name();
      case BtfType.Prototype _ -> "function";
      case BtfType.Variable t -> name(t.type(), depth + 1);
      case BtfType.DataSection t -> t.name();
      case BtfType.FloatingPoint t -> t.name();
      case BtfType.DeclarationTag t -> t.name();
    };
  }

  private String pointer(int target, int depth) {
    String pointed = name(target, depth + 1);
    return pointed.endsWith("*") ? pointed + "*" : pointed + " *";
  }

  private String alias(BtfType.Alias alias, int depth) {
    if (alias.kind() == BtfKind.TYPEDEF) {
      return alias.name();
    }
    String target = name(alias.target(), depth + 1);
    boolean tag = alias.kind() == BtfKind.TYPE_TAG;
    return tag ? target : alias.kind().name().toLowerCase(Locale.ROOT) + " " + target;
  }

  private static String tag(String name) {
    return name.isEmpty() ? "{...}" : name;
  }
}
