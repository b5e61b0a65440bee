package dev.jobstream.llm.llamacpp.bindings;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** What macOS tells of the machine. Thread-safe: no state. */
public final class MacSystem {
  private MacSystem() {}

  /**
   * A number that {@code sysctlbyname} knows, such as {@code hw.physicalcpu}; empty if it does not.
   */
  public static Optional<Integer> number(String name) {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> function = linker.defaultLookup().find("sysctlbyname");
    if (function.isEmpty()) {
      return Optional.empty();
    }
    MethodHandle sysctl =
        linker.downcallHandle(
            function.get(),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      MemorySegment bytes = arena.allocateFrom(JAVA_LONG, JAVA_INT.byteSize());
      int code =
          (int) sysctl.invokeExact(arena.allocateFrom(name), value, bytes, MemorySegment.NULL, 0L);
      return code == 0 ? Optional.of(value.get(JAVA_INT, 0)) : Optional.empty();
    } catch (Throwable t) {
      throw NativeSymbols.unexpected(t);
    }
  }
}
