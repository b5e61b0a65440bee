package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.bindings.LlamaLibrary;
import java.nio.file.Path;

/** A program that loads the libraries of a folder and prints what it is told. */
final class LoadLibraries {
  private LoadLibraries() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    try {
      LlamaLibrary.load(
          folder,
          folder.resolve("libggml-base.so"),
          folder.resolve("libggml.so"),
          folder.resolve("libllama.so"));
      System.out.println("loaded");
    } catch (LlmException.ModelUnavailable e) {
      System.out.println(e.getMessage());
    }
  }
}
