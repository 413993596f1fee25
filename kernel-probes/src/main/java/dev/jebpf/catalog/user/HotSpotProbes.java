package dev.jebpf.catalog.user;

import java.util.Map;
import java.util.Optional;

/// What the arguments of HotSpot's probes are: the types stand in `hotspot.d` of the JDK
/// (`src/hotspot/os/posix/dtrace`), what they mean in "DTrace Probes in HotSpot VM" of its
/// documentation. Its texts come with their lengths and have no NUL.
public final class HotSpotProbes {
  private static final String CLASS = "className=str(arg0,arg1)";
  private static final String INITIALIZATION = "(" + CLASS + ",classLoader=arg2,threadType=arg3)";
  private static final String INITIALIZED =
      "(" + CLASS + ",classLoader=arg2,threadType=arg3,waited=uint8(arg4))";
  private static final String POOL =
      "(manager=str(arg0,arg1),pool=str(arg2,arg3),initial=arg4,used=arg5,committed=arg6,max=arg7)";
  private static final String THREAD =
      "(name=str(arg0,arg1),javaId=arg2,nativeId=arg3,daemon=uint8(arg4))";
  private static final String COMPILED =
      "(className=str(arg0,arg1),methodName=str(arg2,arg3),signature=str(arg4,arg5)";
  private static final String MONITOR = "(javaId=arg0,monitor=arg1,className=str(arg2,arg3)";

  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("class__loaded", "(" + CLASS + ",classLoader=arg2,shared=uint8(arg3))"),
          Map.entry("class__unloaded", "(" + CLASS + ",classLoader=arg2)"),
          Map.entry("class__initialization__required", INITIALIZATION),
          Map.entry("class__initialization__recursive", INITIALIZED),
          Map.entry("class__initialization__concurrent", INITIALIZED),
          Map.entry("class__initialization__erroneous", INITIALIZED),
          Map.entry("class__initialization__super__failed", INITIALIZED),
          Map.entry("class__initialization__clinit", INITIALIZED),
          Map.entry("class__initialization__error", INITIALIZED),
          Map.entry("class__initialization__end", INITIALIZED),
          Map.entry("gc__begin", "(full=uint8(arg0))"),
          Map.entry("mem__pool__gc__begin", POOL),
          Map.entry("mem__pool__gc__end", POOL),
          Map.entry("thread__start", THREAD),
          Map.entry("thread__stop", THREAD),
          Map.entry("thread__sleep__begin", "(nanos=arg0)"),
          Map.entry("thread__sleep__end", "(interrupted=arg0)"),
          Map.entry("thread__park__begin", "(parker=arg0,absolute=arg1,time=int64(arg2))"),
          Map.entry("thread__park__end", "(parker=arg0)"),
          Map.entry("thread__unpark", "(parker=arg0)"),
          Map.entry(
              "method__compile__begin",
              "(compiler=str(arg0,arg1),className=str(arg2,arg3),methodName=str(arg4,arg5),"
                  + "signature=str(arg6,arg7))"),
          Map.entry(
              "method__compile__end",
              "(compiler=str(arg0,arg1),className=str(arg2,arg3),methodName=str(arg4,arg5),"
                  + "signature=str(arg6,arg7),succeeded=uint8(arg8))"),
          Map.entry("compiled__method__load", COMPILED + ",code=arg6,bytes=arg7)"),
          Map.entry("compiled__method__unload", COMPILED + ")"),
          Map.entry("monitor__contended__enter", MONITOR + ")"),
          Map.entry("monitor__contended__entered", MONITOR + ")"),
          Map.entry("monitor__contended__exit", MONITOR + ")"),
          Map.entry("monitor__notify", MONITOR + ")"),
          Map.entry("monitor__notifyAll", MONITOR + ")"),
          Map.entry("monitor__wait", MONITOR + ",timeout=int64(arg4))"),
          Map.entry("monitor__waited", MONITOR + ")"),
          Map.entry("vmops__begin", "(operation=str(arg0,arg1),mode=arg2)"),
          Map.entry("vmops__end", "(operation=str(arg0,arg1),mode=arg2)"),
          Map.entry("vmops__request", "(operation=str(arg0,arg1),mode=arg2)"),
          Map.entry("object__alloc", "(javaId=arg0,className=str(arg1,arg2),bytes=arg3)"),
          Map.entry(
              "method__entry",
              "(javaId=arg0,className=str(arg1,arg2),methodName=str(arg3,arg4),"
                  + "signature=str(arg5,arg6))"),
          Map.entry(
              "method__return",
              "(javaId=arg0,className=str(arg1,arg2),methodName=str(arg3,arg4),"
                  + "signature=str(arg5,arg6))"));

  private HotSpotProbes() {}

  /// The fields of an event at a probe, as users write them in `events=`; empty where the numbers
  /// say no more.
  public static Optional<String> fields(String provider, String name) {
    return provider.equals("hotspot") ? Optional.ofNullable(FIELDS.get(name)) : Optional.empty();
  }
}
