package dev.jebpf.compiler.frontend;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/// A method of a view's interface.
///
/// @param owner the interface it is called on
record AccessorMethod(Class<?> owner, Method method) {
  static AccessorMethod find(Class<?> owner, MethodInsnNode call) {
    AccessorMethod found = search(owner, call);
    if (found == null) {
      throw new UnsupportedCode("no method " + call.name + " in " + owner.getName());
    }
    return found;
  }

  private static @org.jspecify.annotations.Nullable AccessorMethod search(
      Class<?> owner, MethodInsnNode call) {
    for (Method method : owner.getDeclaredMethods()) {
      if (method.getName().equals(call.name)
          && Type.getMethodDescriptor(method).equals(call.desc)) {
        return new AccessorMethod(owner, method);
      }
    }
    for (Class<?> parent : owner.getInterfaces()) {
      AccessorMethod found = search(parent, call);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  boolean isAbstract() {
    return Modifier.isAbstract(method.getModifiers());
  }

  String name() {
    return method.getName();
  }

  Class<?> type() {
    return method.getReturnType();
  }

  @Override
  public String toString() {
    return owner.getSimpleName() + "." + name();
  }
}
