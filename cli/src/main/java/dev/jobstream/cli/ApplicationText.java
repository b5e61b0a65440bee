package dev.jobstream.cli;

import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.Stage;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Applications in words. */
final class ApplicationText {
  private ApplicationText() {}

  /** Title and company, as far as they are known. */
  static String name(JobDetails job) {
    String name =
        Stream.of(job.title(), job.company())
            .filter(part -> part != null)
            .collect(Collectors.joining(", "));
    return name.isEmpty() ? "(without a title)" : name;
  }

  static String name(JobApplication application) {
    return name(application.job());
  }

  /** A stage in the colour of how it goes. */
  static StyledText stage(Stage stage) {
    return StyledText.of(style(stage), words(stage));
  }

  private static Style style(Stage stage) {
    return switch (stage) {
      case SAVED -> Style.DIM;
      case APPLIED, SCREENING, ASSESSMENT, INTERVIEWING -> Style.CYAN;
      case OFFER, ACCEPTED -> Style.GREEN;
      case DECLINED, REJECTED, WITHDRAWN, GHOSTED -> Style.RED;
    };
  }

  /** {@code COVER_LETTER} as "Cover letter". */
  static String words(Enum<?> constant) {
    String words = constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  static StyledText optional(@Nullable Object value) {
    return value == null ? StyledText.EMPTY : StyledText.of(value.toString());
  }
}
