package dev.jebpf.event.plan;

import dev.jebpf.catalog.user.UserFileException;
import dev.jebpf.event.EventDataException;

/// Asks files of user space on behalf of an event.
final class UserLookup {
  /// What is asked.
  interface Question<T> {
    T ask() throws UserFileException;
  }

  private UserLookup() {}

  /// The answer.
  ///
  /// @throws EventDataException when there is none
  static <T> T in(Question<T> question) throws EventDataException {
    try {
      return question.ask();
    } catch (UserFileException e) {
      String message = String.valueOf(e.getMessage());
      throw e.isEarly() ? EventDataException.early(message) : new EventDataException(message);
    }
  }
}
