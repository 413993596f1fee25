package dev.jebpf.elf.cfi;

/// A common information entry: what the FDEs of one compiler have in common.
///
/// @param codeAlignment what advances of the location are multiplied with
/// @param dataAlignment what offsets are multiplied with
/// @param pointers how its FDEs write the places of their functions
/// @param augmented whether its FDEs have augmentation data
/// @param signalFrame whether its functions are returned to from a signal handler rather than by a
/// call
/// @param instructions the first of every function
record Cie(
    long codeAlignment,
    long dataAlignment,
    PointerEncoding pointers,
    boolean augmented,
    boolean signalFrame,
    Cursor instructions) {

  /// Reads one.
  ///
  /// @param in from its version on
  static Cie read(Cursor in) throws CfiException {
    int version = in.u8();
    if (version != 1 && version != 3) {
      throw new CfiException("CIE version " + version);
    }
    String augmentation = in.text();
    long codeAlignment = in.unsigned();
    long dataAlignment = in.signed();
    long returnAddress = version == 1 ? in.u8() : in.unsigned();
    if (returnAddress != Registers.PC) {
      throw new CfiException("return address in column " + returnAddress);
    }
    boolean augmented = augmentation.startsWith("z");
    if (!augmented && !augmentation.isEmpty()) {
      throw new CfiException("CIE augmentation " + augmentation);
    }
    PointerEncoding pointers =
        augmented ? pointers(augmentation, in.slice(in.unsigned())) : PointerEncoding.ABSOLUTE;
    return new Cie(
        codeAlignment, dataAlignment, pointers, augmented, augmentation.indexOf('S') > 0, in);
  }

  private static PointerEncoding pointers(String augmentation, Cursor data) throws CfiException {
    PointerEncoding pointers = PointerEncoding.ABSOLUTE;
    for (int i = 1; i < augmentation.length(); i++) {
      switch (augmentation.charAt(i)) {
        case 'R' -> pointers = new PointerEncoding(data.u8());
        case 'L' -> data.skip(1);
        case 'P' -> new PointerEncoding(data.u8()).value(data);
        case 'S' -> {}
        default -> throw new CfiException("CIE augmentation " + augmentation);
      }
    }
    return pointers;
  }
}
