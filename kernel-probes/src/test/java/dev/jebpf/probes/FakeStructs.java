package dev.jebpf.probes;

import dev.jebpf.lang.KernelStruct;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/// Kernel structures made of a map from accessor to value; what is not set reads as zero, a null
/// pointer included.
final class FakeStructs {
  private final Map<Long, Map<String, Object>> memory = new HashMap<>();
  private long nextAddress = 0xffff_8880_0000_1000L;

  /// A structure at an address of its own, with accessor names and values in turn.
  <T extends KernelStruct> T make(Class<T> type, Object... members) {
    long address = nextAddress;
    nextAddress += 0x1000;
    memory.put(address, new HashMap<>());
    T struct = at(type, address);
    set(struct, members);
    return struct;
  }

  void set(KernelStruct struct, Object... members) {
    for (int i = 0; i < members.length; i += 2) {
      memory
          .computeIfAbsent(address(struct), _ -> new HashMap<>())
          .put((String) members[i], members[i + 1]);
    }
  }

  <T extends KernelStruct> T at(Class<T> type, long address) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type, Located.class},
            (_, method, _) -> read(method, address));
    return type.cast(proxy);
  }

  long address(KernelStruct struct) {
    return ((Located) struct).located();
  }

  private Object read(Method method, long address) {
    if (method.getDeclaringClass() == Located.class) {
      return address;
    }
    Object value = memory.getOrDefault(address, Map.of()).get(method.getName());
    Class<?> type = method.getReturnType();
    if (type == int.class) {
      return value == null ? 0 : ((Number) value).intValue();
    }
    if (type == long.class) {
      return value == null ? 0L : ((Number) value).longValue();
    }
    return value == null ? at(type.asSubclass(KernelStruct.class), 0) : value;
  }

  /// Gives the address away.
  public interface Located {
    long located();
  }
}
