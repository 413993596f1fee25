package dev.jebpf.guest;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Does several things at the same time, but no more than a number of them.
final class Parallel {
  private Parallel() {}

  /// Waits for all of them, also when one fails.
  ///
  /// @return their results, in the order of the tasks
  /// @throws java.util.concurrent.CompletionException with what the first of them in this order
  /// threw
  static <T> List<T> run(int atOnce, List<Supplier<T>> tasks) {
    List<CompletableFuture<T>> results;
    try (var threads = Executors.newFixedThreadPool(atOnce)) {
      results = tasks.stream().map(task -> CompletableFuture.supplyAsync(task, threads)).toList();
    }
    return results.stream().map(CompletableFuture::join).toList();
  }
}
