package dev.jebpf.thirdparty;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Spring Boot on Tomcat with `spring.threads.virtual.enabled`: every request has a virtual thread.
///
/// Prints `port=PORT`, ends when its standard input has a line or ends.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SpringService {
  static final long SLEEP_MILLIS = 20;

  /// Kept, so that the level set below is not lost with the logger.
  private static final Logger ROOT = Logger.getLogger("");

  public static void main(String[] arguments) throws Exception {
    ROOT.setLevel(Level.SEVERE);
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    var application = new SpringApplication(SpringService.class);
    application.setDefaultProperties(
        Map.of(
            "spring.main.banner-mode", "off",
            "spring.threads.virtual.enabled", "true",
            "server.address", "127.0.0.1",
            "server.port", "0"));
    try (var context = application.run(arguments)) {
      var server = ((WebServerApplicationContext) context).getWebServer();
      System.out.println("port=" + server.getPort());
      int _ = System.in.read();
    }
  }

  /// What is asked for. A bean, because it is a member of a configuration.
  @RestController
  public static class Api {
    private final Object monitor = new Object();
    private long answers;

    @GetMapping("/answer")
    public String answer() throws InterruptedException {
      Thread.sleep(SLEEP_MILLIS);
      synchronized (monitor) {
        Thread.sleep(1);
        return "answer " + ++answers;
      }
    }
  }
}
