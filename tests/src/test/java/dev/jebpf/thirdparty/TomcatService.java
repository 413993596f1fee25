package dev.jebpf.thirdparty;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.h2.server.web.JakartaWebServlet;

/// A service nobody here wrote: H2's own web console in Tomcat. This class only starts it.
///
/// Argument: a directory for both. Prints `port=PORT`, ends when its standard input has a line or
/// ends.
public final class TomcatService {
  /// Kept, so that the level set below is not lost with the logger. At its usual level Tomcat
  /// itself writes to standard error.
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  private TomcatService() {}

  public static void main(String[] arguments) throws Exception {
    TOMCAT.setLevel(Level.SEVERE);
    Path directory = Path.of(arguments[0]).toAbsolutePath();
    try (Connection _ = DriverManager.getConnection(url(directory), "sa", "")) {
      // The console opens existing databases only.
    }
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.resolve("tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", directory.toString());
    Tomcat.addServlet(context, "console", new JakartaWebServlet()).addMapping("/console/*");
    tomcat.start();
    System.out.println("port=" + tomcat.getConnector().getLocalPort());
    int _ = System.in.read();
    tomcat.stop();
    tomcat.destroy();
  }

  /// The database in a service's directory.
  static String url(Path directory) {
    return "jdbc:h2:" + directory.toAbsolutePath().resolve("shop");
  }
}
