/// What the running kernel can do for this process, found out by trying.
///
/// ```java
/// KernelFeatures features = KernelFeatures.of(kernel);
/// features.require(Feature.RING_BUFFER);
/// if (features.support(Feature.FENTRY) instanceof Support.Unsupported(String reason)) {
///   log("no fentry: " + reason);
/// }
/// Target target = features.target();
/// ```
///
/// Nothing is inferred from version numbers: distributions carry features back, configurations and
/// policies take them away.
@NullMarked
package dev.jebpf.feature;

import org.jspecify.annotations.NullMarked;
