package dev.jobstream.tracker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.tracker.applications.TrackerException;
import dev.jobstream.tracker.search.TypedDay.Towards;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TypedDayTest {
  /** A Wednesday. */
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

  @ParameterizedTest
  @CsvSource({
    "2026-10-01, 2026-10-01",
    "2026-1-5, 2026-01-05",
    "1.10.2026, 2026-10-01",
    "2024-02-29, 2024-02-29",
    "today, 2026-11-25",
    " Yesterday , 2026-11-24",
    "tomorrow, 2026-11-26",
    "+3d, 2026-11-28",
    "-2w, 2026-11-11",
    "+1m, 2026-12-25",
    "-1y, 2025-11-25",
    "monday, 2026-11-23",
    "wed, 2026-11-25",
    "thursday, 2026-11-19",
    "last wednesday, 2026-11-18",
    "next wednesday, 2026-12-02"
  })
  void aDayIsReadAsPeopleWriteIt(String typed, LocalDate day) {
    assertThat(TypedDay.parse(typed, TODAY, Towards.PAST)).isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource({"monday, 2026-11-30", "wednesday, 2026-12-02", "fri, 2026-11-27"})
  void aPlanMeansTheNextDayOfThatName(String typed, LocalDate day) {
    assertThat(TypedDay.parse(typed, TODAY, Towards.FUTURE)).isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-02-29 | There is no day `2026-02-29`: February 2026 has 28 days.",
        "31.4.2026 | There is no day `31.4.2026`: April 2026 has 30 days.",
        "2026-00-10 | There is no day `2026-00-10`: a year has 12 months. Write a day as `2026-10-01`, `today`, `yesterday`, `tomorrow`, `+3d`, `-2w` or `monday`.",
        "0026-01-01 | The day `0026-01-01` is outside the years 1970 to 2200.",
        "+999y | The day `+999y` is outside the years 1970 to 2200.",
        "mondey | `mondey` is no day. Did you mean `monday`?",
        "soon | `soon` is no day. Write a day as `2026-10-01`, `today`, `yesterday`, `tomorrow`, `+3d`, `-2w` or `monday`.",
        "10/01/2026 | `10/01/2026` is no day. Write a day as `2026-10-01`, `today`, `yesterday`, `tomorrow`, `+3d`, `-2w` or `monday`."
      })
  void aDayThatDoesNotExistIsToldWhy(String typed, String message) {
    assertThatThrownBy(() -> TypedDay.parse(typed, TODAY, Towards.PAST))
        .isInstanceOf(TrackerException.Invalid.class)
        .hasMessage(message);
  }

  @Test
  void anEmptyDayIsNone() {
    assertThatThrownBy(() -> TypedDay.parse(" ", TODAY, Towards.PAST))
        .hasMessageStartingWith("`` is no day.");
  }
}
