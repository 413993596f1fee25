package dev.jebpf.usdt.image;

/// A probe at its place in a file.
///
/// @param site the index of its site and semaphore
/// @param provider the name before the colon
/// @param name the probe's name
/// @param arguments as in [ProbeNote]
public record ProbeEntry(int site, String provider, String name, String arguments) {
  ProbeNote note(ImageLayout layout) {
    return new ProbeNote(
        layout.site(site), layout.base(), layout.semaphore(site), provider, name, arguments);
  }

  /// What debuggers and profilers call the site.
  String symbol() {
    return provider + "_" + name;
  }

  /// As `<sys/sdt.h>` names it.
  String semaphoreSymbol() {
    return symbol() + "_semaphore";
  }
}
