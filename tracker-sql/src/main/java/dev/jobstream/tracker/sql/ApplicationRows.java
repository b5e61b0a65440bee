package dev.jobstream.tracker.sql;

import dev.jobstream.tracker.EmploymentType;
import dev.jobstream.tracker.Salary;
import dev.jobstream.tracker.Seniority;
import dev.jobstream.tracker.WorkplaceType;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobApplication.CompanyRef;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.Stage;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads the table {@code application}. */
final class ApplicationRows {
  static final String TABLES = "application a LEFT JOIN company c ON c.id = a.company_id";
  static final String COLUMNS = "a.*, c.name AS company_name";
  static final RowMapper<Row> MAPPER = ApplicationRows::map;

  /** An application, and the order in which it was added. */
  record Row(long seq, JobApplication application) {}

  private final Handle handle;

  ApplicationRows(Handle handle) {
    this.handle = handle;
  }

  Optional<Row> find(Id id) {
    return handle
        .createQuery("SELECT %s FROM %s WHERE a.id = :id".formatted(COLUMNS, TABLES))
        .bind("id", id.text())
        .map(MAPPER)
        .findOne();
  }

  /** In the order of the ids. */
  List<JobApplication> find(Collection<Id> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<Id, JobApplication> found = new LinkedHashMap<>();
    handle
        .createQuery("SELECT %s FROM %s WHERE a.id IN (<ids>)".formatted(COLUMNS, TABLES))
        .bindList("ids", ids.stream().map(Id::text).toList())
        .map(MAPPER)
        .forEach(row -> found.put(row.application().id(), row.application()));
    List<JobApplication> ordered = new ArrayList<>();
    for (Id id : ids) {
      JobApplication application = found.get(id);
      if (application != null) {
        ordered.add(application);
      }
    }
    return ordered;
  }

  /** In the order of the seqs. */
  List<Row> findBySeq(List<Long> seqs) {
    if (seqs.isEmpty()) {
      return List.of();
    }
    Map<Long, Row> found = new LinkedHashMap<>();
    handle
        .createQuery("SELECT %s FROM %s WHERE a.seq IN (<seqs>)".formatted(COLUMNS, TABLES))
        .bindList("seqs", seqs)
        .map(MAPPER)
        .forEach(row -> found.put(row.seq(), row));
    return seqs.stream().filter(found::containsKey).map(found::get).toList();
  }

  private static Row map(ResultSet row, StatementContext context) throws SQLException {
    Id company = Columns.idOrNull(row, "company_id");
    return new Row(
        row.getLong("seq"),
        new JobApplication(
            Columns.id(row, "id"),
            row.getLong("version"),
            Columns.id(row, "posting_id"),
            details(row),
            company == null ? null : new CompanyRef(company, row.getString("company_name")),
            Columns.text(row, "source"),
            Columns.list(row, "tags"),
            Columns.value(Stage.class, row, "stage"),
            Columns.day(row, "stage_since"),
            Columns.value(Stage.class, row, "furthest_stage"),
            Columns.dayOrNull(row, "applied_on"),
            Columns.dayOrNull(row, "answered_on"),
            Columns.day(row, "quiet_since"),
            Columns.moment(row, "created_at"),
            Columns.moment(row, "updated_at"),
            Columns.momentOrNull(row, "trashed_at")));
  }

  private static JobDetails details(ResultSet row) throws SQLException {
    BigDecimal min = Columns.amountOrNull(row, "salary_min");
    BigDecimal max = Columns.amountOrNull(row, "salary_max");
    return JobDetails.builder()
        .title(Columns.text(row, "title"))
        .company(Columns.text(row, "company"))
        .location(Columns.text(row, "location"))
        .workplaceType(Columns.valueOrNull(WorkplaceType.class, row, "workplace_type"))
        .employmentType(Columns.value(EmploymentType.class, row, "employment_type"))
        .seniority(Columns.value(Seniority.class, row, "seniority"))
        .industry(Columns.text(row, "industry"))
        .skills(Columns.list(row, "skills"))
        .salary(
            min == null && max == null
                ? null
                : new Salary(
                    min,
                    max,
                    Columns.text(row, "salary_currency"),
                    Columns.valueOrNull(Salary.Period.class, row, "salary_period")))
        .sourceUrl(Columns.text(row, "source_url"))
        .applyUrl(Columns.text(row, "apply_url"))
        .datePosted(Columns.dayOrNull(row, "date_posted"))
        .validThrough(Columns.dayOrNull(row, "valid_through"))
        .build();
  }
}
