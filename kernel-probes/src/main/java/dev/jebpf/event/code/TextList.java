package dev.jebpf.event.code;

import dev.jebpf.lang.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Texts to be stored: the first, and the others.
public record TextList(Text text, int index, @Nullable TextList next) {
  /// The texts in order; null for none.
  public static @Nullable TextList of(List<Text> texts) {
    TextList list = null;
    for (int i = texts.size() - 1; i >= 0; i--) {
      list = new TextList(texts.get(i), i, list);
    }
    return list;
  }

  /// Stores them all.
  public void store(EventTexts texts, Context context) {
    text.copy(context, texts.texts().from(index * EventTexts.TEXT_BYTES));
    if (next != null) {
      next.store(texts, context);
    }
  }
}
