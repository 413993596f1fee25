package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Numbers to be stored: the first, and the others. A list of this kind is followed by the compiler
/// to its end, where a loop would remain a loop.
public record WordList(Term term, int index, @Nullable WordList next) {
  /// The terms, to be stored as words 0, 1, 2 and so on; null for none.
  public static @Nullable WordList of(List<Term> terms) {
    WordList list = null;
    for (int i = terms.size() - 1; i >= 0; i--) {
      list = new WordList(terms.get(i), i, list);
    }
    return list;
  }

  /// Stores them all.
  public void store(EventWords words, Context context, @Nullable SavedCall call) {
    words.word(index, term.value(context, call));
    if (next != null) {
      next.store(words, context, call);
    }
  }
}
