package dev.jebpf.feature;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jebpf.linux.Kernel;

/// Skips a test where the running kernel lacks what it needs, and says what that is.
public final class Requires {
  private static final KernelFeatures FEATURES = KernelFeatures.of(Kernel.running());

  private Requires() {}

  public static void feature(Feature feature) {
    Support support = FEATURES.support(feature);
    assumeTrue(support.isSupported(), () -> "feature missing: " + feature.label());
  }
}
