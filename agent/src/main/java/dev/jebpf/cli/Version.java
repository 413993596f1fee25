package dev.jebpf.cli;

import picocli.CommandLine.IVersionProvider;

/// The version of jebpf.jar as its manifest says, and of the Java that runs it.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Jar.running().map(Jar::version).orElse("not packaged");
    return new String[] {"jebpf " + version + " (Java " + Runtime.version() + ")"};
  }
}
