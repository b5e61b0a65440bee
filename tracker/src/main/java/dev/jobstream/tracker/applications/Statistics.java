package dev.jobstream.tracker.applications;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The applications of a period in numbers; what lies in the trash is not counted. Immutable.
 *
 * @param total how many there are
 * @param byStage how many stand at each stage; every stage has a number
 * @param byFurthest how many got as far as each stage on the way and no further
 * @param flows how many moves there were from one stage to another: the links of a Sankey chart
 * @param timeInStage how long applications stayed at a stage before they moved on
 * @param bySource answers by where postings were found, the most applications first, at most {@link
 *     #MOST_GROUPS}
 * @param byCompany answers by company, likewise
 * @param byWeek answers by the week of sending, the newest first, at most {@link #MOST_GROUPS}
 * @param silence how many open applications have been quiet for how long
 */
public record Statistics(
    long total,
    Map<Stage, Long> byStage,
    Map<Stage, Long> byFurthest,
    List<Flow> flows,
    List<StageTime> timeInStage,
    List<AnswerRate> bySource,
    List<AnswerRate> byCompany,
    List<AnswerRate> byWeek,
    List<Silence> silence) {

  /** The most groups of each list. */
  public static final int MOST_GROUPS = 60;

  /** The lower bounds, in days, by which silences are grouped. */
  public static final List<Integer> SILENCES = List.of(0, 7, 14, 30, 60, 90);

  /** Moves from a stage to another. */
  public record Flow(Stage from, Stage to, long count) {}

  /**
   * How long applications stayed at a stage.
   *
   * @param count how many stays have ended by a move
   * @param medianDays half of them were no longer
   * @param meanDays their mean
   */
  public record StageTime(Stage stage, long count, double medianDays, double meanDays) {}

  /**
   * How many of a group's applications were answered. Only those that were sent are counted.
   *
   * @param group a source, a company's name, or the Monday of a week as {@code 2026-05-04}; empty
   *     for those without
   * @param applied how many were sent
   * @param answered how many of them the employer answered, be it with a no
   * @param advanced how many of them got beyond {@link Stage#APPLIED}
   */
  public record AnswerRate(String group, long applied, long answered, long advanced) {
    /** The share that was answered, from 0 to 1. */
    public double rate() {
      return applied == 0 ? 0 : (double) answered / applied;
    }
  }

  /**
   * Open applications that were sent and of which nothing was heard.
   *
   * @param fromDays quiet for at least so many days
   * @param since the last day of a silence that long
   * @param count how many there are, up to the next group
   */
  public record Silence(int fromDays, LocalDate since, long count) {}

  /**
   * A step of the funnel.
   *
   * @param count how many got there or further
   * @param ofPrevious the share of those of the step before, from 0 to 1
   * @param ofApplied the share of all that were sent; above 1 for {@link Stage#SAVED}
   */
  public record Step(Stage stage, long count, double ofPrevious, double ofApplied) {}

  public Statistics {
    byStage = complete(byStage);
    byFurthest = complete(byFurthest);
    flows = List.copyOf(flows);
    timeInStage = List.copyOf(timeInStage);
    bySource = List.copyOf(bySource);
    byCompany = List.copyOf(byCompany);
    byWeek = List.copyOf(byWeek);
    silence = List.copyOf(silence);
  }

  private static Map<Stage, Long> complete(Map<Stage, Long> counts) {
    Map<Stage, Long> all = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      all.put(stage, counts.getOrDefault(stage, 0L));
    }
    return Collections.unmodifiableMap(all);
  }

  /** The funnel, from {@link Stage#SAVED} to {@link Stage#OFFER}. */
  public List<Step> funnel() {
    Stage[] way = {
      Stage.SAVED, Stage.APPLIED, Stage.SCREENING, Stage.ASSESSMENT, Stage.INTERVIEWING, Stage.OFFER
    };
    long[] reached = new long[way.length];
    long sum = 0;
    for (int i = way.length - 1; i >= 0; i--) {
      sum += count(byFurthest, way[i]);
      reached[i] = sum;
    }
    List<Step> steps = new java.util.ArrayList<>();
    for (int i = 0; i < way.length; i++) {
      steps.add(
          new Step(
              way[i],
              reached[i],
              share(reached[i], reached[Math.max(i - 1, 0)]),
              share(reached[i], reached[1])));
    }
    return List.copyOf(steps);
  }

  private static long count(Map<Stage, Long> counts, Stage stage) {
    return counts.getOrDefault(stage, 0L);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
