package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.Statistics;
import dev.jobstream.tracker.applications.Statistics.AnswerRate;
import dev.jobstream.tracker.applications.StatisticsPeriod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Counts applications. Every count of all of them reads one index and no row of the table: there is
 * one for each.
 */
final class StatisticsRows {
  private static final String ANSWERS =
      """
      count(*) AS applied, count(a.answered_on) AS answered,
      sum(CASE WHEN a.furthest_stage IN ('SAVED', 'APPLIED') THEN 0 ELSE 1 END) AS advanced
      """;

  private final Handle handle;
  private final StatisticsPeriod period;
  private final LocalDate today;

  StatisticsRows(Handle handle, StatisticsPeriod period, LocalDate today) {
    this.handle = handle;
    this.period = period;
    this.today = today;
  }

  Statistics count() {
    Map<Stage, Long> byStage = new EnumMap<>(Stage.class);
    Map<Stage, Long> byFurthest = new EnumMap<>(Stage.class);
    long total = countStages(byStage, byFurthest);
    List<Statistics.Flow> flows = new ArrayList<>();
    List<Statistics.StageTime> times = new ArrayList<>();
    countMoves(flows, times);
    return new Statistics(
        total,
        byStage,
        byFurthest,
        flows,
        times,
        answers("a.source", "applied DESC, a.source"),
        companyAnswers(),
        answers("a.applied_week", "a.applied_week DESC"),
        silence());
  }

  private SqlQuery applications() {
    return within(new SqlQuery("application a").and("a.trashed_at IS NULL"), "a.first_day");
  }

  private SqlQuery within(SqlQuery sql, String day) {
    if (period.from() != null) {
      sql.and("%s >= %s".formatted(day, sql.bind(period.from().toString())));
    }
    if (period.to() != null) {
      sql.and("%s <= %s".formatted(day, sql.bind(period.to().toString())));
    }
    return sql;
  }

  private long countStages(Map<Stage, Long> byStage, Map<Stage, Long> byFurthest) {
    List<Long> counts =
        applications()
            .select(
                handle,
                "a.stage, a.furthest_stage, count(*) AS count",
                "GROUP BY a.stage, a.furthest_stage")
            .map((row, context) -> {
              long count = row.getLong("count");
              byStage.merge(Columns.value(Stage.class, row, "stage"), count, Long::sum);
              byFurthest.merge(Columns.value(Stage.class, row, "furthest_stage"), count, Long::sum);
              return count;
            })
            .list();
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private void countMoves(List<Statistics.Flow> flows, List<Statistics.StageTime> times) {
    SqlQuery sql = within(new SqlQuery("stage_move m"), "m.first_day");
    Map<Stage, Map<Stage, Long>> counts = new EnumMap<>(Stage.class);
    Map<Stage, SortedMap<Long, Long>> stays = new EnumMap<>(Stage.class);
    sql.select(
            handle,
            "m.from_stage, m.to_stage, m.days, count(*) AS count",
            "GROUP BY m.from_stage, m.to_stage, m.days")
        .map((row, context) -> {
          long count = row.getLong("count");
          Stage from = Columns.value(Stage.class, row, "from_stage");
          Stage to = Columns.value(Stage.class, row, "to_stage");
          counts
              .computeIfAbsent(from, stage -> new EnumMap<>(Stage.class))
              .merge(to, count, Long::sum);
          return stays
              .computeIfAbsent(from, stage -> new TreeMap<>())
              .merge(row.getLong("days"), count, Long::sum);
        })
        .list();
    counts.forEach((from, targets) ->
        targets.forEach((to, count) -> flows.add(new Statistics.Flow(from, to, count))));
    stays.forEach((stage, days) -> times.add(time(stage, days)));
  }

  private static Statistics.StageTime time(Stage stage, SortedMap<Long, Long> days) {
    long count = days.values().stream().mapToLong(Long::longValue).sum();
    double sum = days.entrySet().stream().mapToDouble(e -> e.getKey() * e.getValue()).sum();
    return new Statistics.StageTime(
        stage, count, (nth(days, (count - 1) / 2) + nth(days, count / 2)) / 2.0, sum / count);
  }

  /** The length of the nth shortest stay, from 0. */
  private static long nth(SortedMap<Long, Long> days, long n) {
    long before = 0;
    for (Map.Entry<Long, Long> entry : days.entrySet()) {
      before += entry.getValue();
      if (before > n) {
        return entry.getKey();
      }
    }
    throw new IllegalStateException("There are no %d stays.".formatted(n + 1));
  }

  private List<AnswerRate> answers(String group, String order) {
    SqlQuery sql = applications().and("a.applied_on IS NOT NULL");
    return sql.select(
            handle,
            "%s AS name, %s".formatted(group, ANSWERS),
            "GROUP BY %s ORDER BY %s LIMIT %s"
                .formatted(group, order, sql.bind(Statistics.MOST_GROUPS)))
        .map((row, context) -> rate(row))
        .list();
  }

  private List<AnswerRate> companyAnswers() {
    SqlQuery sql = applications().and("a.applied_on IS NOT NULL");
    return sql.within(
            handle,
            """
            SELECT c.name AS name, g.applied, g.answered, g.advanced
            FROM (%s) AS g LEFT JOIN company c ON c.id = g.company_id
            ORDER BY g.applied DESC, c.name_key
            """,
            "a.company_id, " + ANSWERS,
            "GROUP BY a.company_id ORDER BY applied DESC, a.company_id LIMIT "
                + sql.bind(Statistics.MOST_GROUPS))
        .map((row, context) -> rate(row))
        .list();
  }

  private static AnswerRate rate(ResultSet row) throws SQLException {
    String name = Columns.text(row, "name");
    return new AnswerRate(
        name == null ? "" : name,
        row.getLong("applied"),
        row.getLong("answered"),
        row.getLong("advanced"));
  }

  private List<Statistics.Silence> silence() {
    List<Statistics.Silence> silences = new ArrayList<>();
    for (int i = 0; i < Statistics.SILENCES.size(); i++) {
      int fromDays = Statistics.SILENCES.get(i);
      LocalDate since = today.minusDays(fromDays);
      SqlQuery sql =
          applications()
              .and("a.applied_on IS NOT NULL")
              .and("a.stage NOT IN ('ACCEPTED', 'DECLINED', 'REJECTED', 'WITHDRAWN', 'GHOSTED')");
      if (i > 0) {
        sql.and("a.quiet_since <= " + sql.bind(since.toString()));
      }
      if (i + 1 < Statistics.SILENCES.size()) {
        LocalDate next = today.minusDays(Statistics.SILENCES.get(i + 1));
        sql.and("a.quiet_since > " + sql.bind(next.toString()));
      }
      long count = sql.select(handle, "count(*)", "").mapTo(Long.class).one();
      silences.add(new Statistics.Silence(fromDays, since, count));
    }
    return silences;
  }
}
