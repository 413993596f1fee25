package dev.jebpf.interop;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An application whose classes and threads come and go as standard input says, a numbered command
/// a line: `7 call 3` is answered by `7=3`. Its own Java agent, for it redefines a class.
public final class Market {
  private static final String GOODS = "dev.jebpf.interop.Goods";
  private static final int NAPS = 3;

  private static @Nullable Instrumentation instrumentation;

  private @Nullable Class<?> goods;
  private volatile boolean warming;

  private Market() {}

  public static void premain(String options, Instrumentation given) {
    instrumentation = given;
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("ready");
    Market market = new Market();
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ");
        System.out.println(words[0] + "=" + market.obey(words));
      }
    }
  }

  private String obey(String[] words) throws Exception {
    return switch (words[1]) {
      case "warm" -> warm();
      case "call" -> call(Integer.parseInt(words[2]));
      case "redefine" -> redefine();
      case "unload" -> unload();
      case "spawn" -> spawn(Integer.parseInt(words[2]));
      case "collect" -> repeat(System::gc);
      case "contend" -> contend();
      default -> throw new IOException("unknown command " + words[1]);
    };
  }

  /// Starts threads of a name until there is something else to do.
  private String warm() {
    warming = true;
    return repeat(
        () -> {
          if (warming) {
            Thread.ofPlatform().name("warm-up").start(() -> {});
          }
        });
  }

  private static String repeat(Runnable action) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (true) {
                action.run();
                sleep(20);
              }
            });
    return "started";
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(Duration.ofMillis(millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Loads the class if need be, and asks for the price.
  private String call(int times) throws ReflectiveOperationException {
    warming = false;
    if (goods == null) {
      goods = new OwnLoader().loadClass(GOODS);
    }
    Method price = goods.getMethod("price");
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += (int) price.invoke(null);
    }
    return Long.toString(sum);
  }

  private String redefine() throws Exception {
    ClassFile files = ClassFile.of();
    CodeTransform dearer =
        (code, element) -> {
          if (element instanceof ConstantInstruction) {
            code.loadConstant(Goods.DEARER);
          } else {
            code.with(element);
          }
        };
    byte[] changed =
        files.transformClass(
            files.parse(OwnLoader.classFile()),
            ClassTransform.transformingMethodBodies(
                method -> method.methodName().equalsString("price"), dearer));
    requireNonNull(instrumentation)
        .redefineClasses(new ClassDefinition(requireNonNull(goods), changed));
    return "done";
  }

  private String unload() {
    var left = new WeakReference<>(requireNonNull(goods).getClassLoader());
    goods = null;
    while (left.get() != null) {
      System.gc();
    }
    return "done";
  }

  /// Starts so many threads of each kind, of which the virtual ones leave their carriers three
  /// times before they end.
  private String spawn(int threads) throws InterruptedException {
    warming = false;
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(Thread.ofPlatform().name("spawned").start(() -> {}));
      all.add(
          Thread.ofVirtual()
              .name("spawned")
              .start(
                  () -> {
                    for (int nap = 0; nap < NAPS; nap++) {
                      sleep(1);
                    }
                  }));
    }
    for (Thread thread : all) {
      thread.join();
    }
    return Integer.toString(threads * (NAPS + 1));
  }

  /// Two threads that want a monitor all the time, and keep it a while.
  private String contend() {
    Object monitor = new Object();
    for (int i = 0; i < 2; i++) {
      repeat(
          () -> {
            synchronized (monitor) {
              sleep(30);
            }
          });
    }
    return "started";
  }

  /// Has a class of its own of what others take from the class path.
  private static final class OwnLoader extends ClassLoader {
    OwnLoader() {
      super(Market.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(GOODS)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define() : loaded;
    }

    private Class<?> define() throws ClassNotFoundException {
      try {
        byte[] bytes = classFile();
        return defineClass(GOODS, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(GOODS, e);
      }
    }

    static byte[] classFile() throws IOException {
      String file = GOODS.replace('.', '/') + ".class";
      try (InputStream in = Market.class.getClassLoader().getResourceAsStream(file)) {
        return requireNonNull(in).readAllBytes();
      }
    }
  }
}
