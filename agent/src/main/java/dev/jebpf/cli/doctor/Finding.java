package dev.jebpf.cli.doctor;

/// What was found out about one thing.
///
/// @param subject what was looked at
/// @param detail how it is served, or why it isn't and what to do; may be empty
public record Finding(Mark mark, String subject, String detail) {

  /// How bad it is.
  public enum Mark {
    /// It works.
    OK("ok"),
    /// It does not, and something else stands in for it or is reported as unavailable.
    NO("no"),
    /// It could not be found out.
    UNKNOWN("?"),
    /// It does not, and nothing can be traced for that.
    FATAL("FAIL");

    private final String text;

    Mark(String text) {
      this.text = text;
    }

    /// What users see.
    public String text() {
      return text;
    }
  }

  static Finding ok(String subject, String detail) {
    return new Finding(Mark.OK, subject, detail);
  }

  static Finding no(String subject, String detail) {
    return new Finding(Mark.NO, subject, detail);
  }

  static Finding unknown(String subject, String detail) {
    return new Finding(Mark.UNKNOWN, subject, detail);
  }

  static Finding fatal(String subject, String detail) {
    return new Finding(Mark.FATAL, subject, detail);
  }

  /// [#ok] or [#fatal].
  static Finding required(boolean works, String subject, String otherwise) {
    return works ? ok(subject, "") : fatal(subject, otherwise);
  }
}
