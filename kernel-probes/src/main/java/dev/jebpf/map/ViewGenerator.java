package dev.jebpf.map;

import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.jebpf.lang.Bytes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/// Writes the class behind a view: a subclass of [SegmentView] whose every method passes a constant
/// offset on.
final class ViewGenerator {
  private static final ClassDesc BASE = descriptor(SegmentView.class);
  private static final ClassDesc BYTES = descriptor(Bytes.class);
  private static final MethodTypeDesc ANOTHER = MethodTypeDesc.of(BASE);
  private static final MethodTypeDesc ELEMENT =
      MethodTypeDesc.of(CD_int, CD_int, CD_int, CD_int, CD_int);

  private ViewGenerator() {}

  /// The class file.
  ///
  /// @param name the binary name, in the package of `view`
  static byte[] generate(String name, Class<?> view, List<Accessor> accessors) {
    ClassDesc self = ClassDesc.of(name);
    return ClassFile.of()
        .build(
            self,
            builder -> {
              builder
                  .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
                  .withSuperclass(BASE)
                  .withInterfaceSymbols(ClassDesc.of(view.getName()));
              constructor(builder);
              another(builder, self);
              accessors.forEach(accessor -> method(builder, accessor));
            });
  }

  private static void constructor(ClassBuilder builder) {
    builder.withMethodBody(
        INIT_NAME,
        MTD_void,
        ClassFile.ACC_PUBLIC,
        code -> code.aload(0).invokespecial(BASE, INIT_NAME, MTD_void).return_());
  }

  private static void another(ClassBuilder builder, ClassDesc self) {
    builder.withMethodBody(
        "another",
        ANOTHER,
        ClassFile.ACC_PROTECTED | ClassFile.ACC_FINAL,
        code -> code.new_(self).dup().invokespecial(self, INIT_NAME, MTD_void).areturn());
  }

  private static void method(ClassBuilder builder, Accessor accessor) {
    MethodTypeDesc type =
        MethodTypeDesc.of(
            descriptor(accessor.method().getReturnType()),
            List.of(accessor.method().getParameterTypes()).stream()
                .map(ViewGenerator::descriptor)
                .toList());
    builder.withMethodBody(
        accessor.method().getName(),
        type,
        ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL,
        code -> body(code, accessor));
  }

  private static void body(CodeBuilder code, Accessor accessor) {
    ClassDesc word = descriptor(accessor.type());
    code.aload(0).loadConstant(accessor.offset());
    if (accessor.indexed()) {
      code.iload(1)
          .loadConstant(accessor.length())
          .loadConstant(accessor.width())
          .invokestatic(BASE, "element", ELEMENT);
    }
    int value = accessor.indexed() ? 2 : 1;
    TypeKind kind = TypeKind.from(word);
    switch (accessor.kind()) {
      case LOAD -> call(code, "get", accessor, MethodTypeDesc.of(word, CD_int));
      case STORE ->
          call(
              code.loadLocal(kind, value),
              "put",
              accessor,
              MethodTypeDesc.of(CD_void, CD_int, word));
      case ADD ->
          call(
              code.loadLocal(kind, value),
              "add",
              accessor,
              MethodTypeDesc.of(CD_void, CD_int, word));
      case COMPARE_AND_EXCHANGE ->
          call(
              code.loadLocal(kind, value).loadLocal(kind, value + kind.slotSize()),
              "compareAndExchange",
              accessor,
              MethodTypeDesc.of(word, CD_int, word, word));
      case BYTES ->
          code.loadConstant(accessor.length())
              .invokevirtual(BASE, "bytes", MethodTypeDesc.of(BYTES, CD_int, CD_int))
              .areturn();
    }
  }

  private static void call(
      CodeBuilder code, String operation, Accessor accessor, MethodTypeDesc type) {
    String name = accessor.type().getName();
    String suffix = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    code.invokevirtual(BASE, operation + suffix, type).return_(TypeKind.from(type.returnType()));
  }

  private static ClassDesc descriptor(Class<?> type) {
    if (type.isPrimitive()) {
      return switch (type.getName()) {
        case "byte" -> CD_byte;
        case "short" -> CD_short;
        case "int" -> CD_int;
        case "long" -> CD_long;
        case "void" -> CD_void;
        default -> throw new IllegalArgumentException("type=" + type);
      };
    }
    return ClassDesc.of(type.getName());
  }
}
