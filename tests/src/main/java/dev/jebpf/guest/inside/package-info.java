/// What runs inside a guest: JUnit's launcher, with progress on the console, and a report that says
/// which kernel it is of.
///
/// ```
/// java ... dev.jebpf.guest.inside.InGuest linux-6.1 /results /jebpf/tests/target/test-classes
/// ```
@NullMarked
package dev.jebpf.guest.inside;

import org.jspecify.annotations.NullMarked;
