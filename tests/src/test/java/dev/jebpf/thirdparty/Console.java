package dev.jebpf.thirdparty;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A user of H2's web console: logs in and runs statements, and counts what it asks.
final class Console {
  private static final Pattern SESSION = Pattern.compile("jsessionid=([0-9a-f]+)");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final String session;
  private int requests;

  private Console(int port) throws IOException, InterruptedException {
    base = "http://127.0.0.1:" + port + "/console/";
    Matcher matcher = SESSION.matcher(answer(HttpRequest.newBuilder(URI.create(base))));
    if (!matcher.find()) {
      throw new IllegalStateException("the console gave no session");
    }
    session = "?jsessionid=" + matcher.group(1);
  }

  /// Logs in to the database of the service in a directory.
  static Console logIn(int port, Path directory) throws IOException, InterruptedException {
    Console console = new Console(port);
    String database = encoded(TomcatService.url(directory));
    String answer =
        console.post("login.do", "driver=org.h2.Driver&user=sa&password=&url=" + database);
    if (!answer.contains("frameset")) {
      throw new IllegalStateException("could not log in: " + answer);
    }
    return console;
  }

  /// Runs a statement and returns the page that shows its result.
  String run(String sql) throws IOException, InterruptedException {
    return post("query.do", "sql=" + encoded(sql));
  }

  /// HTTP requests so far, each of which a servlet has served.
  int requests() {
    return requests;
  }

  private String post(String path, String form) throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(URI.create(base + path + session))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    requests++;
    HttpResponse<String> response =
        client.send(
            request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(response + ": " + response.body());
    }
    return response.body();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
