/// A small order service that really does things: HTTP, SQL on disk, files with fsync, a downstream
/// TCP service, a contended lock, a thread pool with a queue, compression and signing.
///
/// ```
/// POST /orders ── Warehouse.reserve   a contended monitor
///             ├── Payments.charge     a TCP round trip to another process
///             ├── OrderStore.insert   a transaction in an embedded database on disk
///             ├── Journal.append      one record, one fsync, under a lock
///             ├── Invoices.submit     a bounded queue: compress, sign, write, fsync
///             └── Followers.tell      a virtual thread that waits for it
/// GET /orders/ID, /report, /invoices/ID, /health
/// ```
///
/// It knows nothing of jebpf: it is what the demo and the benchmarks trace.
@NullMarked
package dev.jebpf.samples.orders;

import org.jspecify.annotations.NullMarked;
