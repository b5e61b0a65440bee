package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.applications.ApplicationIndex;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.SearchText;
import dev.jobstream.tracker.applications.Stage;
import dev.jobstream.tracker.applications.StageChange;
import dev.jobstream.tracker.applications.StageHistory;
import java.sql.Types;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Writes the table {@code application} and what is derived of it. */
final class ApplicationWrites {
  private final Handle handle;
  private final WordIndex words;

  ApplicationWrites(Handle handle, WordIndex words) {
    this.handle = handle;
    this.words = words;
  }

  void insert(JobApplication application, StageHistory history, ApplicationIndex index) {
    Map<String, @Nullable Object> values = values(application, index);
    values.put("id", application.id().text());
    values.put("posting_id", application.postingId().text());
    values.put("created_at", Columns.of(application.createdAt()));
    values.put("added_on", index.addedOn().toString());
    String names = String.join(", ", values.keySet());
    String parameters =
        values.keySet().stream().map(name -> ":" + name).collect(Collectors.joining(", "));
    long seq =
        bind(
                handle.createQuery(
                    "INSERT INTO application (%s) VALUES (%s) RETURNING seq"
                        .formatted(names, parameters)),
                values)
            .mapTo(Long.class)
            .one();
    if (application.trashedAt() == null) {
      words.add(handle, seq, index.words());
      insertMoves(seq, history, firstDay(application, index));
    }
  }

  void update(JobApplication application, StageHistory history, ApplicationIndex index) {
    Map<String, @Nullable Object> values = values(application, index);
    String assignments =
        values.keySet().stream()
            .map(name -> "%s = :%s".formatted(name, name))
            .collect(Collectors.joining(", "));
    values.put("id", application.id().text());
    long seq =
        bind(
                handle.createQuery(
                    "UPDATE application SET %s WHERE id = :id RETURNING seq"
                        .formatted(assignments)),
                values)
            .mapTo(Long.class)
            .one();
    if (application.trashedAt() == null) {
      words.replace(handle, seq, index.words());
    } else {
      words.remove(handle, seq);
    }
    handle.execute("DELETE FROM stage_move WHERE application_seq = ?", seq);
    if (application.trashedAt() == null) {
      insertMoves(seq, history, firstDay(application, index));
    }
  }

  /** The moves that count, of an application that is not in the trash. */
  private void insertMoves(long seq, StageHistory history, LocalDate firstDay) {
    List<StageChange> moves = history.moves();
    if (moves.size() < 2) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO stage_move
              (application_seq, position, from_stage, to_stage, days, first_day)
            VALUES (:seq, :position, :from, :to, :days, :firstDay)
            """);
    for (int i = 1; i < moves.size(); i++) {
      StageChange from = moves.get(i - 1);
      StageChange to = moves.get(i);
      batch
          .bind("seq", seq)
          .bind("position", i)
          .bind("from", from.stage().name())
          .bind("to", to.stage().name())
          .bind("firstDay", firstDay.toString())
          // A posting that was saved after it was applied for was not kept for a negative time.
          .bind("days", Math.max(0, ChronoUnit.DAYS.between(from.on(), to.on())))
          .add();
    }
    batch.execute();
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, Map<String, @Nullable Object> values) {
    values.forEach((name, value) -> {
      if (value == null) {
        statement.bindNull(name, Types.NULL);
      } else {
        statement.bind(name, value);
      }
    });
    return statement;
  }

  private static Map<String, @Nullable Object> values(
      JobApplication application, ApplicationIndex index) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("version", application.version());
    values.put(
        "company_id", application.company() == null ? null : application.company().id().text());
    job(application.job(), values);
    values.put("source", application.source());
    values.put("tags", Columns.of(application.tags()));
    values.put("updated_at", Columns.of(application.updatedAt()));
    values.put("trashed_at", Columns.of(application.trashedAt()));
    values.put("stage", application.stage().name());
    values.put("stage_order", order(application.stage()));
    values.put("stage_since", application.stageSince().toString());
    values.put("furthest_stage", application.furthestStage().name());
    LocalDate applied = application.appliedOn();
    values.put("applied_on", Columns.of(applied));
    values.put(
        "applied_week",
        applied == null
            ? null
            : applied.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toString());
    values.put("answered_on", Columns.of(application.answeredOn()));
    values.put("quiet_since", application.quietSince().toString());
    values.put("first_day", firstDay(application, index).toString());
    values.put("url_key", index.urlKey());
    values.put("title_key", index.titleKey());
    values.put("company_key", companyKey(application, index));
    values.put("lowest_pay", index.lowestPay() == null ? null : index.lowestPay().doubleValue());
    values.put("highest_pay", index.highestPay() == null ? null : index.highestPay().doubleValue());
    return values;
  }

  private static LocalDate firstDay(JobApplication application, ApplicationIndex index) {
    LocalDate applied = application.appliedOn();
    return applied == null ? index.addedOn() : applied;
  }

  /** Lists are sorted by what a company is called, not by how it is spelled here. */
  private static @Nullable String companyKey(JobApplication application, ApplicationIndex index) {
    return application.company() == null
        ? index.companyKey()
        : SearchText.key(application.company().name());
  }

  /** Kept, and so never changed; there is room for another stage between two. */
  private static long order(Stage stage) {
    return switch (stage) {
      case SAVED -> 10;
      case APPLIED -> 20;
      case SCREENING -> 30;
      case ASSESSMENT -> 40;
      case INTERVIEWING -> 50;
      case OFFER -> 60;
      case ACCEPTED -> 70;
      case DECLINED -> 80;
      case REJECTED -> 90;
      case WITHDRAWN -> 100;
      case GHOSTED -> 110;
    };
  }

  private static void job(JobDetails job, Map<String, @Nullable Object> values) {
    values.put("title", job.title());
    values.put("company", job.company());
    values.put("location", job.location());
    values.put("workplace_type", Columns.of(job.workplaceType()));
    values.put("employment_type", job.employmentType().name());
    values.put("seniority", job.seniority().name());
    values.put("industry", job.industry());
    values.put("skills", Columns.of(job.skills()));
    Salary salary = job.salary();
    values.put("salary_min", salary == null ? null : Columns.of(salary.min()));
    values.put("salary_max", salary == null ? null : Columns.of(salary.max()));
    values.put("salary_currency", salary == null ? null : salary.currency());
    values.put("salary_period", salary == null ? null : Columns.of(salary.period()));
    values.put("source_url", job.sourceUrl());
    values.put("apply_url", job.applyUrl());
    values.put("date_posted", Columns.of(job.datePosted()));
    values.put("valid_through", Columns.of(job.validThrough()));
  }
}
