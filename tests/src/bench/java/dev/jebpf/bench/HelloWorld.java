package dev.jebpf.bench;

/// The smallest service: says when `main` began, and ends.
public final class HelloWorld {
  private HelloWorld() {}

  public static void main(String[] arguments) {
    System.out.println(System.nanoTime());
  }
}
