package dev.jebpf.cli.report;

import dev.jebpf.breakdown.CallAccount;
import dev.jebpf.cli.text.Texts;
import java.util.List;

/// Names calls that only pass on, `OrderApi.handle > answer > place`: without packages, which the
/// outermost call mostly shares, and with each class once.
final class ChainName {
  private static final String PACKAGES = "^(?:[a-z_][^.(]*\\.)+(?=[^.(]+\\.)";
  private static final String ARROW = " > ";

  private ChainName() {}

  /// The name of a chain; where it is longer than `width` without what lies between its ends, or of
  /// its last call alone.
  static String of(List<CallAccount> chain, int width) {
    var name = new StringBuilder(simple(chain.getFirst()));
    for (int i = 1; i < chain.size(); i++) {
      String method = simple(chain.get(i));
      boolean sameClass = classOf(method).equals(classOf(simple(chain.get(i - 1))));
      name.append(ARROW).append(sameClass ? method.substring(classOf(method).length()) : method);
    }
    if (name.length() <= width || chain.size() == 1) {
      return name.toString();
    }
    String last = simple(chain.getLast());
    String ends = simple(chain.getFirst()) + ARROW + (chain.size() > 2 ? "..." + ARROW : "") + last;
    return ends.length() <= width ? ends : last;
  }

  private static String simple(CallAccount call) {
    return Texts.printable(call.method()).replaceFirst(PACKAGES, "");
  }

  /// The class with the dot behind it.
  private static String classOf(String method) {
    int parameters = method.indexOf('(');
    int end = parameters < 0 ? method.length() : parameters;
    return method.substring(0, method.lastIndexOf('.', end) + 1);
  }
}
