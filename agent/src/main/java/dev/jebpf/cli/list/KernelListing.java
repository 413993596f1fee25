package dev.jebpf.cli.list;

import dev.jebpf.catalog.Declarations;
import dev.jebpf.catalog.KernelFunction;
import dev.jebpf.catalog.KernelFunctions;
import dev.jebpf.catalog.KernelSymbols;
import dev.jebpf.catalog.RecordField;
import dev.jebpf.catalog.TracepointFormat;
import dev.jebpf.catalog.TracepointName;
import dev.jebpf.catalog.Tracepoints;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kernel's functions and tracepoints.
public final class KernelListing {
  private final KernelFunctions functions;
  private final Tracepoints tracepoints;
  private final KernelSymbols symbols;
  private final Declarations declarations;

  public KernelListing(KernelFunctions functions, Tracepoints tracepoints, KernelSymbols symbols) {
    this.functions = functions;
    this.tracepoints = tracepoints;
    this.symbols = symbols;
    this.declarations = new Declarations(functions.types());
  }

  /// All of them, functions first, each kind sorted.
  public Stream<Entry> entries() {
    return Stream.concat(
        functions.names().filter(symbols::attachable).distinct().sorted().map(this::function),
        tracepoints.all(functions).stream().map(this::tracepoint));
  }

  private Entry function(String name) {
    return new Entry("kernel", name, () -> functions.find(name).map(declarations::of).orElse(name));
  }

  private Entry tracepoint(TracepointName name) {
    return new Entry("tracepoint", name.toString(), () -> arguments(name));
  }

  /// The fields of its record and the arguments of its prototype: either can be named.
  private String arguments(TracepointName name) {
    Stream<String> fields =
        tracepoints.format(name).map(TracepointFormat::fields).stream()
            .flatMap(all -> all.stream().map(RecordField::toString));
    Stream<String> parameters =
        functions.tracepoint(name.name()).map(KernelFunction::parameters).stream()
            .flatMap(all -> all.stream().map(p -> declarations.declare(p.type(), p.name())));
    String record = fields.collect(Collectors.joining(", "));
    String prototype = parameters.collect(Collectors.joining(", "));
    if (record.isEmpty() || prototype.isEmpty()) {
      return "(" + record + prototype + ")";
    }
    return "(" + record + ") or (" + prototype + ")";
  }
}
