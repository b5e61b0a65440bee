package dev.jobstream.llm.llamacpp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Operating systems and processors that there are prebuilt native libraries for. */
enum NativePlatform {
  LINUX_X64("linux-x64", "lib", ".so", true),
  LINUX_ARM64("linux-arm64", "lib", ".so", false),
  LINUX_ARMV7L("linux-armv7l", "lib", ".so", false),
  LINUX_RISCV64("linux-riscv64", "lib", ".so", false),
  MAC_ARM64("mac-arm64-metal", "lib", ".dylib", false),
  MAC_X64("mac-x64", "lib", ".dylib", false),
  WINDOWS_X64("win-x64", "", ".dll", true),
  WINDOWS_ARM64("win-arm64", "", ".dll", false);

  /** The version of the npm packages that hold the release the binding knows. */
  static final String NPM_VERSION = "3.21.1";

  private final String packageName;
  private final String prefix;
  private final String suffix;
  private final boolean hasAccelerated;

  NativePlatform(String packageName, String prefix, String suffix, boolean hasAccelerated) {
    this.packageName = packageName;
    this.prefix = prefix;
    this.suffix = suffix;
    this.hasAccelerated = hasAccelerated;
  }

  /**
   * The platform of a Java runtime, if there are libraries for it.
   *
   * @param osName the system property {@code os.name}
   * @param osArch the system property {@code os.arch}
   */
  static Optional<NativePlatform> of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String arch =
        switch (osArch.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64", "arm64" -> "arm64";
          case "arm", "armv7l" -> "armv7l";
          case "riscv64" -> "riscv64";
          default -> "";
        };
    if (os.startsWith("linux")) {
      return switch (arch) {
        case "x64" -> Optional.of(LINUX_X64);
        case "arm64" -> Optional.of(LINUX_ARM64);
        case "armv7l" -> Optional.of(LINUX_ARMV7L);
        case "riscv64" -> Optional.of(LINUX_RISCV64);
        default -> Optional.empty();
      };
    }
    if (os.startsWith("mac")) {
      return switch (arch) {
        case "x64" -> Optional.of(MAC_X64);
        case "arm64" -> Optional.of(MAC_ARM64);
        default -> Optional.empty();
      };
    }
    if (os.startsWith("windows")) {
      return switch (arch) {
        case "x64" -> Optional.of(WINDOWS_X64);
        case "arm64" -> Optional.of(WINDOWS_ARM64);
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  /** The npm package without its scope; it needs no graphics card, though macOS's uses one. */
  String packageName() {
    return packageName;
  }

  /** Packages that use a graphics card and fit this platform too, the fastest first. */
  List<String> accelerated() {
    return hasAccelerated ? List.of(packageName + "-cuda", packageName + "-vulkan") : List.of();
  }

  /** The file name of ggml's base library, which carries no release. */
  String ggmlBaseFile() {
    return prefix + "ggml-base" + suffix;
  }

  /** What a library's file name starts with, such as {@code libllama.}. */
  String fileStart(String library) {
    return prefix + library + ".";
  }

  /** What a library's file name ends with, such as {@code .so}. */
  String fileEnd() {
    return suffix;
  }
}
