package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.GgufHeader.GgufTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that make up a model: usually one; else the first of several that lie side by side and
 * are named {@code NAME-00001-of-00003.gguf}, as llama.cpp splits them.
 */
record GgufParts(List<GgufTensor> tensors, long fileBytes) {
  private static final Pattern NAME = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf");
  private static final int MAX_PARTS = 1024;

  static GgufParts of(Path file, GgufHeader first) {
    long count = splitNumber(file, first, "split.count");
    if (count <= 1) {
      return new GgufParts(first.tensors(), first.fileBytes());
    }
    if (count > MAX_PARTS) {
      throw GgufFile.unavailable(
          file, "is broken: it claims %d parts. Download it again.".formatted(count));
    }
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      throw GgufFile.unavailable(
          file,
          "is one of %d parts, but is not named so. Rename the parts as `model-00001-of-%05d.gguf` and so on."
              .formatted(count, count));
    }
    String firstName = partName(name.group(1), 1, count);
    if (splitNumber(file, first, "split.no") != 0 || !name.group().equals(firstName)) {
      throw GgufFile.unavailable(
          file, "is not the first part of its model. Choose `%s`.".formatted(firstName));
    }
    return withOthers(file, first, name.group(1), count);
  }

  private static GgufParts withOthers(Path file, GgufHeader first, String base, long count) {
    List<GgufTensor> tensors = new ArrayList<>(first.tensors());
    long fileBytes = first.fileBytes();
    for (long number = 2; number <= count; number++) {
      Path part = file.resolveSibling(partName(base, number, count));
      if (!Files.exists(part)) {
        throw new LlmException.ModelUnavailable(
            "`%s` is one of %d parts, and `%s` is missing. Download that too, into the same folder."
                .formatted(file.getFileName(), count, part.getFileName()));
      }
      GgufHeader header = GgufFile.header(part);
      if (!(header.metadata().get("split.no")
              instanceof GgufValue.Whole(GgufValueType type, long no)
          && type == GgufValueType.UINT16
          && no == number - 1)) {
        throw GgufFile.unavailable(
            part, "is not part %d of its model. Download it again.".formatted(number));
      }
      tensors.addAll(header.tensors());
      fileBytes += header.fileBytes();
    }
    if (tensors.stream().map(GgufTensor::name).distinct().count() != tensors.size()) {
      throw GgufFile.unavailable(
          file, "and its other parts hold the same tensor twice. Download them again.");
    }
    return new GgufParts(List.copyOf(tensors), fileBytes);
  }

  private static String partName(String base, long number, long count) {
    return String.format(Locale.ROOT, "%s-%05d-of-%05d.gguf", base, number, count);
  }

  /** A number about parts; 0 if there is none. The native code wants 16 bits. */
  private static long splitNumber(Path file, GgufHeader header, String key) {
    GgufValue value = header.metadata().get(key);
    if (value == null) {
      return 0;
    }
    if (value instanceof GgufValue.Whole(GgufValueType type, long number)
        && type == GgufValueType.UINT16) {
      return number;
    }
    throw GgufFile.unavailable(
        file, "is broken: its `%s` is not a 16-bit number. Download it again.".formatted(key));
  }
}
