package dev.jobstream.llm.llamacpp.bindings;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** Looks up functions by their C name. */
final class NativeSymbols {
  private static final Linker LINKER = Linker.nativeLinker();
  private final SymbolLookup lookup;

  NativeSymbols(SymbolLookup lookup) {
    this.lookup = lookup;
  }

  /** The handle of a function that returns a value. */
  MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
    return LINKER.downcallHandle(
        lookup.findOrThrow(name), FunctionDescriptor.of(result, parameters));
  }

  /** The handle of a function that returns nothing. */
  MethodHandle procedure(String name, MemoryLayout... parameters) {
    return LINKER.downcallHandle(lookup.findOrThrow(name), FunctionDescriptor.ofVoid(parameters));
  }

  /** True if the libraries have a function of this name. */
  boolean has(String name) {
    return lookup.find(name).isPresent();
  }

  /** Turns what a method handle declares to throw into what can really come. */
  static RuntimeException unexpected(Throwable t) {
    if (t instanceof RuntimeException e) {
      return e;
    }
    if (t instanceof Error e) {
      throw e;
    }
    return new IllegalStateException(t);
  }
}
