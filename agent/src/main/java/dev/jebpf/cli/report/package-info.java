/// A [dev.jebpf.breakdown.BreakdownReport] as text for people, JSON and CSV for programs.
///
/// ```java
/// new TextReport(Canvas.of(100), By.THREAD, 20).lines("orders.jfr", report).forEach(out::println);
/// ```
@NullMarked
package dev.jebpf.cli.report;

import org.jspecify.annotations.NullMarked;
