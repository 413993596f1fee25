package dev.jebpf.event.plan;

import dev.jebpf.btf.BtfType;
import dev.jebpf.btf.BtfTypes;
import dev.jebpf.catalog.KernelFunction;
import dev.jebpf.catalog.KernelFunctions;
import dev.jebpf.catalog.KernelSymbols;
import dev.jebpf.event.EventDataException;
import dev.jebpf.event.EventRequest;
import dev.jebpf.event.EventTarget.Means;
import dev.jebpf.event.code.Constant;
import dev.jebpf.event.code.ContextWord;
import dev.jebpf.event.code.Narrowed;
import dev.jebpf.event.code.Term;
import dev.jebpf.lang.Helpers;
import dev.jebpf.name.Wildcard;
import java.util.ArrayList;
import java.util.List;

/// Plans events at kernel functions.
final class FunctionPlanner {
  private final KernelFunctions functions;
  private final KernelSymbols symbols;
  private final BtfTypes types;
  private final Helpers helpers;
  private final long threshold;

  FunctionPlanner(
      KernelFunctions functions, KernelSymbols symbols, Helpers helpers, long threshold) {
    this.functions = functions;
    this.symbols = symbols;
    this.types = functions.types();
    this.helpers = helpers;
    this.threshold = threshold;
  }

  /// The functions a pattern means; a name without wildcards means itself, whether it exists or
  /// not.
  List<String> matching(Wildcard name) throws EventDataException {
    if (name.exact()) {
      return List.of(name.pattern());
    }
    List<String> matching =
        functions
            .names()
            .filter(name::matches)
            .filter(symbols::attachable)
            .distinct()
            .sorted()
            .toList();
    if (matching.isEmpty()) {
      throw new EventDataException(
          "no function of this kernel that can be traced matches; jebpf list shows those there are");
    }
    return matching;
  }

  EventPlan plan(EventRequest request, Means means, String name) throws EventDataException {
    KernelFunction function = functions.find(name).orElse(null);
    if (function == null) {
      throw new EventDataException(unknown(name));
    }
    requireTraceable(name);
    requirePlainArguments(function);
    List<Candidate> candidates = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    for (FunctionPoints points : FunctionPoints.by(means)) {
      try {
        candidates.add(candidate(request, function, points));
      } catch (EventDataException e) {
        refusals.add(String.valueOf(e.getMessage()));
      }
    }
    if (candidates.isEmpty()) {
      throw new EventDataException(String.join("; ", refusals.stream().distinct().toList()));
    }
    return new EventPlan("kernel." + name, request.text(), candidates, refusals);
  }

  /// A structure that is passed by value takes several registers, or none.
  private void requirePlainArguments(KernelFunction function) throws EventDataException {
    for (BtfType.Parameter parameter : function.parameters()) {
      if (types.type(types.resolve(parameter.type())) instanceof BtfType.Composite) {
        throw new EventDataException(
            "function "
                + function.name()
                + " takes a structure by value ("
                + parameter.name()
                + "), so it is not known where its arguments are; trace a caller");
      }
    }
  }

  private Candidate candidate(EventRequest request, KernelFunction function, FunctionPoints points)
      throws EventDataException {
    ArgumentPlaces places = points.places(function, types);
    var scope = new PrototypeScope(function, types, places, helpers);
    CodeBuilder.Returned returned = returned(function, places);
    var builder = new CodeBuilder(scope, returned);
    if (request.fields() == null) {
      builder.addAll();
    } else {
      builder.addNamed(request.fields());
    }
    var code = builder.build(request.condition(), threshold);
    return new Candidate(
        points.entry(function),
        points.exit(function),
        builder.fields(),
        returned.type(),
        scope.declaration(),
        code);
  }

  private CodeBuilder.Returned returned(KernelFunction function, ArgumentPlaces places) {
    Term word = new ContextWord(places.result(), Long.BYTES);
    return switch (types.type(types.resolve(function.returns()))) {
      case BtfType.Int(String name, int bytes, _, _, boolean signed) ->
          new CodeBuilder.Returned(
              new Narrowed(word, bytes, signed),
              name.equals("_Bool")
                  ? FieldType.FLAG
                  : signed ? FieldType.STATUS : FieldType.UNSIGNED);
      case BtfType.Enumeration e ->
          new CodeBuilder.Returned(new Narrowed(word, e.bytes(), true), FieldType.STATUS);
      case BtfType.Pointer _ -> new CodeBuilder.Returned(word, FieldType.ADDRESS);
      default -> new CodeBuilder.Returned(new Constant(0), null);
    };
  }

  private String unknown(String name) {
    if (symbols.count(name) > 0) {
      return "function "
          + name
          + " has no type information in this kernel's BTF (assembly code, or"
          + " several functions of that name), so its arguments are not known and it cannot be traced";
    }
    List<String> variants = symbols.variants(name);
    if (!variants.isEmpty()) {
      return "the compiler has made variants of "
          + name
          + " ("
          + String.join(", ", variants)
          + ") and left nothing to attach to; trace a function that calls it";
    }
    return "this kernel has no function "
        + name
        + Hints.near(name, functions.names().filter(symbols::attachable).toList())
        + "; it may belong to a module, or be inlined wherever it is called";
  }

  private void requireTraceable(String name) throws EventDataException {
    int count = symbols.count(name);
    if (symbols.known() && count == 0) {
      throw new EventDataException(
          "function " + name + " is inlined wherever this kernel calls it; trace a caller");
    }
    if (count > 1) {
      throw new EventDataException(
          count
              + " functions of this kernel are called "
              + name
              + ", and the kernel cannot be told which; trace a caller with a name of its own");
    }
    if (symbols.traceableKnown() && !symbols.traceable(name)) {
      throw new EventDataException(
          "the kernel does not let function "
              + name
              + " be traced (it is not in available_filter_functions); trace a caller");
    }
  }
}
