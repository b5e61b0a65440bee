package dev.jobstream.llm.llamacpp;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The quantisations of GGUF files, as their names tell them. */
final class Quantization {
  /** The best for this use first: small enough for a laptop, and hardly worse than the original. */
  static final List<String> PREFERRED =
      List.of(
          "Q4_K_M", "Q8_0", "Q4_0", "Q4_K_S", "Q5_K_M", "Q5_K_S", "Q6_K", "IQ4_NL", "IQ4_XS",
          "Q4_1", "Q5_0", "Q5_1", "Q3_K_L", "Q3_K_M", "Q3_K_S", "BF16", "F16", "F32");

  private static final Pattern IN_NAME =
      Pattern.compile(
          "(?<![A-Z0-9])((?:UD-)?(?:I?Q[1-8]_[A-Z0-9]+(?:_[A-Z0-9]+)*|TQ[12]_0|MXFP4(?:_MOE)?|BF16|FP16|F16|FP32|F32))(?![A-Z0-9])");

  private Quantization() {}

  /** The quantisation in a file's name, in upper case; empty if it tells none. */
  static String of(String fileName) {
    Matcher matcher = IN_NAME.matcher(fileName.toUpperCase(Locale.ROOT));
    String last = "";
    // The last one: a name may begin with that of a model that is called after one.
    while (matcher.find()) {
      last = matcher.group(1);
    }
    return last.equals("FP16") ? "F16" : last.equals("FP32") ? "F32" : last;
  }
}
