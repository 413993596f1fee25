/// Puts it all together: kernel programs, slots, threads and spans on one side, JFR events on the
/// other.
///
/// ```java
/// Correlator correlator = Correlator.start(CorrelatorOptions.DEFAULT, bridge);
/// int id = correlator.methods().register("com.acme.Orders", "place", "(J)V");
/// ...
/// correlator.close();
/// ```
@NullMarked
package dev.jebpf.correlator;

import org.jspecify.annotations.NullMarked;
