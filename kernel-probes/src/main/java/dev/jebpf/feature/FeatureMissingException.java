package dev.jebpf.feature;

/// The running kernel does not have, or does not let this process use, what was asked for.
public final class FeatureMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Feature feature;
  private final transient Support support;

  FeatureMissingException(Feature feature, Support support) {
    super(feature.label() + ": " + support);
    this.feature = feature;
    this.support = support;
  }

  /// What was asked for.
  public Feature feature() {
    return feature;
  }

  /// Why it is missing.
  public Support support() {
    return support;
  }
}
