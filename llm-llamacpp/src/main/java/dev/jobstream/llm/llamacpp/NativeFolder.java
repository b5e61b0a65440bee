package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import java.nio.file.Path;

/**
 * Where llama.cpp's native libraries for this machine lie.
 *
 * @param folder the folder with all of them, those for each processor included; absolute
 * @param ggmlBase the file of ggml's base library
 * @param ggml the file of ggml
 * @param llama the file of llama
 * @param platform the npm package they come from, such as {@code linux-x64} or {@code
 *     linux-x64-cuda}; the folder's name if they do not come from one
 * @param release the release of llama.cpp that the file names carry, such as {@code v0.4.0}
 */
public record NativeFolder(
    Path folder, Path ggmlBase, Path ggml, Path llama, String platform, String release) {

  /** The system property that names the folder; it goes before {@link #ENVIRONMENT_VARIABLE}. */
  public static final String SYSTEM_PROPERTY = "jobstream.natives";

  /** The environment variable that names the folder. */
  public static final String ENVIRONMENT_VARIABLE = "JOBSTREAM_NATIVES";

  /**
   * Finds the libraries that fit this machine; of several packages in the folder that is searched,
   * one for CUDA is preferred, then one for Vulkan, then the plain one.
   *
   * <p>Looks in the folder that {@link #SYSTEM_PROPERTY} or {@link #ENVIRONMENT_VARIABLE} names: a
   * {@code node_modules/@node-llama-cpp} folder, the folder it lies in, one package, or a folder
   * with the library files. With neither set, looks in {@code natives} of Jobstream's own folder.
   *
   * @throws LlmException.ModelUnavailable if there are none, none for this machine, or only those
   *     of another release
   */
  public static NativeFolder find() {
    return NativeLibraries.ofThisMachine().find();
  }
}
