package dev.jebpf.agent;

/// A service that looks at what an agent left in its class path and modules.
final class Neighbour {
  private Neighbour() {}

  public static void main(String[] args) throws Exception {
    System.out.println("asm=" + seen("org.objectweb.asm.ClassReader"));
    System.out.println("picocli=" + seen("picocli.CommandLine"));
    System.out.println("agent=" + seen("dev.jebpf.agent.AgentStart"));
    System.out.println("opened=" + Object.class.getModule().isOpen("java.lang", own()));
    System.out.println("native=" + own().isNativeAccessEnabled());
    System.out.println("premain=" + seen("dev.jebpf.premain.Agent"));
    for (int i = 0; i < 3; i++) {
      greet(i);
    }
    if (args.length > 0) {
      System.out.println("waiting");
      System.in.read();
      greet(3);
    }
    System.out.println("done");
  }

  static void greet(int number) throws InterruptedException {
    Thread.sleep(number);
  }

  private static Module own() {
    return Neighbour.class.getModule();
  }

  private static boolean seen(String className) {
    try {
      Class.forName(className, false, Neighbour.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException _) {
      return false;
    }
  }
}
