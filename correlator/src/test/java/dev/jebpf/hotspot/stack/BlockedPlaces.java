package dev.jebpf.hotspot.stack;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// Places in which a thread blocks until it is released.
final class BlockedPlaces {
  /// A place.
  ///
  /// @param body blocks once each time it is called
  /// @param release ends that
  record Place(Callable<?> body, Release release) {}

  /// Ends a block of a thread.
  interface Release {
    void of(Thread thread) throws Exception;
  }

  private static final int DEEP = 500;

  private BlockedPlaces() {}

  static Map<String, Place> all(Path directory) throws Exception {
    var places = new LinkedHashMap<String, Place>();
    places.put("fifo", fifo(directory));
    places.put("socket", socket());
    places.put("socket with a timeout", socketWithTimeout());
    places.put("park", new Place(() -> park(0), LockSupport::unpark));
    places.put("queue", queue());
    places.put("contended monitor", monitor());
    places.put("contended lock", lock());
    places.put("Object.wait", objectWait());
    places.put("sleep", new Place(BlockedPlaces::sleep, Thread::interrupt));
    places.put("FFM downcall", ForeignPlaces.downcall());
    places.put("FFM upcall", ForeignPlaces.upcall());
    places.put("JNI", ForeignPlaces.jni());
    places.put("reflection", reflection());
    places.put("method handle", methodHandle());
    places.put("lambdas and streams", lambdas());
    places.put("recursion", recursion(directory));
    places.put("class initializer", initializer());
    return places;
  }

  /// A read of a FIFO through several small methods, which the compilers inline.
  private static Place fifo(Path directory) throws Exception {
    Fifo fifo = Fifo.make(directory.resolve("fifo"));
    return new Place(() -> outer(fifo.in()), _ -> fifo.out().write(1));
  }

  private record Fifo(InputStream in, OutputStream out) {
    static Fifo make(Path path) throws Exception {
      new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
      var out = new RandomAccessFile(path.toFile(), "rw");
      return new Fifo(
          new FileInputStream(path.toFile()), Channels.newOutputStream(out.getChannel()));
    }
  }

  private static int outer(InputStream in) throws IOException {
    return middle(in) + 1;
  }

  private static int middle(InputStream in) throws IOException {
    int first = 3;
    return inner(in) + first;
  }

  private static int inner(InputStream in) throws IOException {
    return in.read() * 2;
  }

  private static Place socket() throws IOException {
    Connection connection = Connection.open();
    return new Place(
        () -> outer(connection.near().getInputStream()),
        _ -> connection.far().getOutputStream().write(1));
  }

  private static Place socketWithTimeout() throws IOException {
    Connection connection = Connection.open();
    connection.near().setSoTimeout(60_000);
    return new Place(
        () -> outer(connection.near().getInputStream()),
        _ -> connection.far().getOutputStream().write(1));
  }

  private record Connection(Socket near, Socket far) {
    static Connection open() throws IOException {
      InetAddress local = InetAddress.ofLiteral("127.0.0.1");
      try (var server = new ServerSocket(0, 1, local)) {
        var near = new Socket(local, server.getLocalPort());
        return new Connection(near, server.accept());
      }
    }
  }

  private static int park(int depth) {
    LockSupport.park();
    return depth + 1;
  }

  private static Place queue() {
    var queue = new ArrayBlockingQueue<Integer>(1);
    return new Place(() -> taken(queue), _ -> queue.put(1));
  }

  private static int taken(ArrayBlockingQueue<Integer> queue) throws InterruptedException {
    return queue.take() + 1;
  }

  /// Entered while another holds it, which the release makes it give back.
  private static Place monitor() {
    Object monitor = new Object();
    var holder =
        new Holder(
            action -> {
              synchronized (monitor) {
                action.run();
              }
            });
    return new Place(
        () -> {
          holder.hold();
          return synchronizedOn(monitor);
        },
        _ -> holder.release());
  }

  private static int synchronizedOn(Object monitor) {
    synchronized (monitor) {
      return monitor.hashCode();
    }
  }

  private static Place lock() {
    var lock = new ReentrantLock();
    var holder =
        new Holder(
            action -> {
              lock.lock();
              try {
                action.run();
              } finally {
                lock.unlock();
              }
            });
    return new Place(
        () -> {
          holder.hold();
          lock.lock();
          lock.unlock();
          return 0;
        },
        _ -> holder.release());
  }

  /// A thread that holds a lock until told.
  private static final class Holder {
    private final Consumer<Runnable> locked;
    private volatile CountDownLatch release = new CountDownLatch(1);

    Holder(Consumer<Runnable> locked) {
      this.locked = locked;
    }

    void hold() throws InterruptedException {
      var held = new CountDownLatch(1);
      var released = new CountDownLatch(1);
      release = released;
      Thread.ofPlatform()
          .daemon()
          .start(
              () ->
                  locked.accept(
                      () -> {
                        held.countDown();
                        await(released);
                      }));
      held.await();
    }

    void release() {
      release.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Place objectWait() {
    Object monitor = new Object();
    return new Place(
        () -> waitOn(monitor),
        _ -> {
          synchronized (monitor) {
            monitor.notifyAll();
          }
        });
  }

  private static int waitOn(Object monitor) throws InterruptedException {
    synchronized (monitor) {
      monitor.wait();
      return 1;
    }
  }

  private static int sleep() {
    try {
      Thread.sleep(60_000);
      return 0;
    } catch (InterruptedException _) {
      return 1;
    }
  }

  private static Place reflection() throws Exception {
    var queue = new ArrayBlockingQueue<Integer>(1);
    Method method = BlockedPlaces.class.getDeclaredMethod("taken", ArrayBlockingQueue.class);
    return new Place(() -> method.invoke(null, queue), _ -> queue.put(1));
  }

  private static Place methodHandle() throws Exception {
    var queue = new ArrayBlockingQueue<Integer>(1);
    MethodHandle handle =
        MethodHandles.filterReturnValue(
            MethodHandles.lookup()
                .findStatic(
                    BlockedPlaces.class,
                    "taken",
                    MethodType.methodType(int.class, ArrayBlockingQueue.class)),
            MethodHandles.lookup()
                .findStatic(Math.class, "abs", MethodType.methodType(int.class, int.class)));
    return new Place(
        () -> {
          try {
            return (int) handle.invokeExact(queue);
          } catch (Throwable e) {
            throw new AssertionError(e);
          }
        },
        _ -> queue.put(1));
  }

  private static Place lambdas() {
    var queue = new ArrayBlockingQueue<Integer>(1);
    IntSupplier supplier =
        () -> {
          try {
            return taken(queue);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    return new Place(
        () -> List.of(1).stream().mapToInt(i -> i + supplier.getAsInt()).sum(), _ -> queue.put(1));
  }

  private static Place recursion(Path directory) throws Exception {
    Fifo fifo = Fifo.make(directory.resolve("deep"));
    return new Place(() -> recurse(fifo.in(), DEEP), _ -> fifo.out().write(1));
  }

  private static int recurse(InputStream in, int depth) throws IOException {
    return depth == 0 ? in.read() : recurse(in, depth - 1) + 1;
  }

  static final ArrayBlockingQueue<Integer> INITIALIZER = new ArrayBlockingQueue<>(1);

  /// A class of its own for each time.
  private static Place initializer() throws Exception {
    byte[] bytes;
    try (InputStream in =
        BlockedPlaces.class.getResourceAsStream("BlockedPlaces$Initialized.class")) {
      bytes = in.readAllBytes();
    }
    return new Place(
        () -> MethodHandles.lookup().defineHiddenClass(bytes, true), _ -> INITIALIZER.put(1));
  }

  /// Blocks when it is initialized.
  static final class Initialized {
    static final int TAKEN = taken();

    private Initialized() {}

    private static int taken() {
      try {
        return INITIALIZER.take();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
