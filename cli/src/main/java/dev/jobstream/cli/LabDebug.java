package dev.jobstream.cli;

import dev.jobstream.llm.StreamEvent;
import java.util.Locale;

/** Every event of the lab's models as it comes, a line each: for people, or as JSON. */
final class LabDebug implements LabView {
  private final Output out;
  private final boolean json;
  private final long start;

  /**
   * @param start the time from which the lines count
   */
  LabDebug(Output out, boolean json, long start) {
    this.out = out;
    this.json = json;
    this.start = start;
  }

  @Override
  public void onEvent(LabAnswer answer, LabMessage.Happened happened) {
    double milliseconds = Math.round((happened.nanos() - start) / 1e3) / 1e3;
    if (json) {
      out.raw(
          JsonText.line(generator -> {
            generator.writeStartObject();
            generator.writeStringField("model", answer.label());
            generator.writeNumberField("atMs", milliseconds);
            EventJson.model(generator, happened.event());
            generator.writeEndObject();
          })
              + "\n");
    } else {
      out.line(
          StyledText.of(Style.DIM, String.format(Locale.ROOT, "%9.1f ms  ", milliseconds))
              .plus(Style.BOLD, answer.label() + "  ")
              .plus(words(happened.event())));
    }
  }

  /** The event as one word and its data, quoted as JSON quotes. */
  private static String words(StreamEvent event) {
    String line =
        JsonText.line(generator -> {
          generator.writeStartObject();
          EventJson.model(generator, event);
          generator.writeEndObject();
        });
    return line.replaceFirst("^\\{\"event\":\"(\\w+)\",?", "$1 ").replaceFirst("}$", "");
  }

  @Override
  public void frame() {}

  @Override
  public void end() {}
}
