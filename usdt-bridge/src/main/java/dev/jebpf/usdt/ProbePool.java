package dev.jebpf.usdt;

import dev.jebpf.usdt.foreign.DynamicLinker;
import dev.jebpf.usdt.image.ImageLayout;
import dev.jebpf.usdt.image.SiteInstruction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All files of probes. When the sites of one are used up there is another one; those that are
/// loaded stay as they are, with the tracers attached to them. Thread-safe.
final class ProbePool {
  /// Sites of a file: 64 KiB of code, and as many probes as most services ever have.
  static final int CAPACITY = 4096;

  private static final String UNNAMED = "ALL-UNNAMED";
  private static final String ENDING = "no new USDT probes: the JVM is ending";

  private static @Nullable ProbePool shared;

  private final List<Path> places;
  private final ImageLayout layout;
  private final List<ImageFile> images = new ArrayList<>();
  private boolean ended;

  /// A pool without files yet.
  ///
  /// @param places directories to try, in this order
  ProbePool(List<Path> places, ImageLayout layout) {
    this.places = places;
    this.layout = layout;
  }

  /// That of this JVM. Its files are removed when the JVM ends.
  ///
  /// @throws UsdtException on a system without USDT, or without native access
  static synchronized ProbePool shared() {
    if (shared == null) {
      shared = openShared();
    }
    return shared;
  }

  private static ProbePool openShared() {
    try {
      SiteInstruction instruction = InstructionChoice.running();
      DynamicLinker.requireAccess();
      List<Path> places = Places.candidates(System.getProperties(), System.getenv());
      ProbePool pool = new ProbePool(places, ImageLayout.of(instruction, CAPACITY));
      Runtime.getRuntime().addShutdownHook(new Thread(pool::deleteFiles, "jebpf-usdt-cleanup"));
      return pool;
    } catch (IllegalCallerException e) {
      String module = Objects.requireNonNullElse(ProbePool.class.getModule().getName(), UNNAMED);
      throw new UsdtException(
          "no USDT probes without native access; start with --enable-native-access=" + module, e);
    } catch (IllegalStateException e) {
      throw new UsdtException(ENDING, e);
    }
  }

  SiteInstruction instruction() {
    return layout.instruction();
  }

  /// The files there are, oldest first.
  synchronized List<Path> files() {
    return images.stream().map(ImageFile::path).toList();
  }

  /// Adds a probe.
  ///
  /// @throws UsdtException if that takes a new file and no place does, or a disk is full
  synchronized Site add(String provider, String name, String arguments) {
    try {
      for (ImageFile image : images) {
        Optional<Site> site = image.add(provider, name, arguments);
        if (site.isPresent()) {
          return site.get();
        }
      }
      ImageFile grown = grow();
      return grown.add(provider, name, arguments).orElseThrow();
    } catch (IOException e) {
      throw new UsdtException("cannot add probe %s:%s: %s".formatted(provider, name, e), e);
    }
  }

  /// Makes sure that there is a file.
  ///
  /// @throws UsdtException if no place does
  synchronized void open() {
    if (images.isEmpty()) {
      grow();
    }
  }

  private ImageFile grow() {
    if (ended) {
      throw new UsdtException(ENDING, null);
    }
    StringJoiner reasons = new StringJoiner("; ");
    IOException last = null;
    for (Path place : places) {
      try {
        ImageFile image = ImageFile.create(place, layout);
        images.add(image);
        return image;
      } catch (IOException e) {
        reasons.add(place + ": " + e);
        last = e;
      }
    }
    throw new UsdtException(
        "no directory for the file of USDT probes: %s; name one of a file system that may be written and allows execution with -D%s=DIRECTORY"
            .formatted(reasons, Places.PROPERTY),
        last);
  }

  /// Takes probes out of what tools list.
  ///
  /// @throws UsdtException if a file could not be changed; its probes stay listed
  synchronized void remove(Collection<Site> sites) {
    var byImage = sites.stream().collect(Collectors.groupingBy(Site::image));
    byImage.forEach(
        (image, ofImage) -> {
          try {
            image.remove(ofImage);
          } catch (IOException e) {
            throw new UsdtException(
                "cannot remove probes from %s: %s".formatted(image.path(), e), e);
          }
        });
  }

  /// Removes the files; what is loaded goes on working, but tools no longer find it.
  synchronized void deleteFiles() {
    ended = true;
    for (ImageFile image : images) {
      try {
        image.delete();
      } catch (IOException e) {
        System.getLogger("dev.jebpf.usdt")
            .log(System.Logger.Level.WARNING, "cannot remove " + image.path(), e);
      }
    }
    images.clear();
  }
}
