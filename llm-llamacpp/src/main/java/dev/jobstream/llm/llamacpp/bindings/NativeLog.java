package dev.jobstream.llm.llamacpp.bindings;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Keeps the last lines that the native code logs, since its functions tell only that they failed.
 * Thread-safe; native threads of any kind call it.
 */
final class NativeLog {
  private static final int KEPT_LINES = 200;
  private static final int KEPT_CHARACTERS = 2_000;
  private static final int WARN = 3;
  private static final int ERROR = 4;
  private static final int CONTINUED = 5;

  /** One finished line. */
  record Line(int level, String text) {}

  private final ArrayDeque<Line> lines = new ArrayDeque<>();
  private final StringBuilder open = new StringBuilder();
  private int openLevel;

  /** The C function pointer that feeds this log; lives as long as the process. */
  MemorySegment callback() {
    try {
      MethodHandle target =
          MethodHandles.lookup()
              .findVirtual(
                  NativeLog.class,
                  "onLog",
                  MethodType.methodType(
                      void.class, int.class, MemorySegment.class, MemorySegment.class))
              .bindTo(this);
      return Linker.nativeLinker()
          .upcallStub(
              target, FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS), Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unused") // called by the native code
  private synchronized void onLog(int level, MemorySegment text, MemorySegment userData) {
    try {
      if (level != CONTINUED) {
        openLevel = level;
      }
      String added = text.reinterpret(Long.MAX_VALUE).getString(0);
      for (int i = 0; i < added.length(); i++) {
        char c = added.charAt(i);
        if (c == '\n') {
          finishLine();
        } else if (open.length() < KEPT_CHARACTERS) {
          open.append(c);
        }
      }
    } catch (RuntimeException | Error e) {
      // An exception must not reach the native caller: it would end the process.
      open.setLength(0);
    }
  }

  private void finishLine() {
    if (!open.isEmpty()) {
      if (lines.size() == KEPT_LINES) {
        lines.removeFirst();
      }
      lines.addLast(new Line(openLevel, open.toString()));
      open.setLength(0);
    }
  }

  synchronized void clear() {
    lines.clear();
  }

  /** The lines so far, oldest first. */
  synchronized List<Line> lines() {
    return List.copyOf(lines);
  }

  /** The first error since the last {@link #clear}, else the first warning, else nothing. */
  synchronized String firstComplaint() {
    for (int level : new int[] {ERROR, WARN}) {
      for (Line line : lines) {
        if (line.level == level) {
          return line.text.strip();
        }
      }
    }
    return "";
  }
}
