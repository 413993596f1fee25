package dev.jebpf.hotspot.stack;

import dev.jebpf.hotspot.vm.MissingVmSymbolException;
import dev.jebpf.hotspot.vm.VmStructs;
import java.util.Set;

/// Where the code cache is and how a piece of code is found in it; offsets and sizes in bytes.
///
/// Names as in `code/codeCache.hpp`, `memory/heap.hpp` and `code/codeBlob.hpp`.
///
/// @param heaps address of `CodeCache::_heaps`, a pointer to a growable array of `CodeHeap*`
/// @param interpreter address of `AbstractInterpreter::_code`, a pointer to a `StubQueue`
/// @param callStubReturn address of `StubRoutines::_call_stub_return_address`
record CodeLayout(
    long heaps,
    long interpreter,
    long callStubReturn,
    int arrayLength,
    int arrayData,
    int heapMemory,
    int heapSegmap,
    int heapLog2SegmentSize,
    int spaceLow,
    int spaceHigh,
    int spaceHighBoundary,
    int blockUsed,
    int blockSize,
    int stubBuffer,
    int stubBufferLimit,
    int blobName,
    int blobSize,
    int blobKind,
    int blobFrameSize,
    int blobCodeOffset,
    int blobMutableData,
    int blobMutableDataSize,
    int blobRelocationSize,
    int upcallFrameData,
    Kinds kinds) {

  /// Numbers of `enum class CodeBlobKind`.
  record Kinds(
      int nmethod,
      int runtimeStub,
      int deoptimization,
      int safepoint,
      int exception,
      int uncommonTrap,
      int upcall) {}

  static final Set<String> TYPES =
      Set.of(
          "CodeCache",
          "GrowableArrayBase",
          "GrowableArray<int>",
          "CodeHeap",
          "VirtualSpace",
          "HeapBlock",
          "HeapBlock::Header",
          "AbstractInterpreter",
          "StubQueue",
          "StubRoutines",
          "CodeBlob",
          "UpcallStub");
  static final Set<String> CONSTANTS =
      Set.of(
          "CodeBlobKind::Nmethod",
          "CodeBlobKind::RuntimeStub",
          "CodeBlobKind::Deoptimization",
          "CodeBlobKind::Safepoint",
          "CodeBlobKind::Exception",
          "CodeBlobKind::UncommonTrap",
          "CodeBlobKind::Upcall");

  static CodeLayout bind(VmStructs structs) throws MissingVmSymbolException {
    return new CodeLayout(
        structs.address("CodeCache", "_heaps"),
        structs.address("AbstractInterpreter", "_code"),
        structs.address("StubRoutines", "_call_stub_return_address"),
        structs.offset("GrowableArrayBase", "_len"),
        structs.offset("GrowableArray<int>", "_data"),
        structs.offset("CodeHeap", "_memory"),
        structs.offset("CodeHeap", "_segmap"),
        structs.offset("CodeHeap", "_log2_segment_size"),
        structs.offset("VirtualSpace", "_low"),
        structs.offset("VirtualSpace", "_high"),
        structs.offset("VirtualSpace", "_high_boundary"),
        structs.offset("HeapBlock::Header", "_used"),
        Math.toIntExact(structs.size("HeapBlock")),
        structs.offset("StubQueue", "_stub_buffer"),
        structs.offset("StubQueue", "_buffer_limit"),
        structs.offset("CodeBlob", "_name"),
        structs.offset("CodeBlob", "_size"),
        structs.offset("CodeBlob", "_kind"),
        structs.offset("CodeBlob", "_frame_size"),
        structs.offset("CodeBlob", "_code_offset"),
        structs.offset("CodeBlob", "_mutable_data"),
        structs.offset("CodeBlob", "_mutable_data_size"),
        structs.offset("CodeBlob", "_relocation_size"),
        structs.offset("UpcallStub", "_frame_data_offset"),
        kinds(structs));
  }

  private static Kinds kinds(VmStructs structs) throws MissingVmSymbolException {
    return new Kinds(
        structs.constant("CodeBlobKind::Nmethod"),
        structs.constant("CodeBlobKind::RuntimeStub"),
        structs.constant("CodeBlobKind::Deoptimization"),
        structs.constant("CodeBlobKind::Safepoint"),
        structs.constant("CodeBlobKind::Exception"),
        structs.constant("CodeBlobKind::UncommonTrap"),
        structs.constant("CodeBlobKind::Upcall"));
  }
}
