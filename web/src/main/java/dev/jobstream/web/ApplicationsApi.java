package dev.jobstream.web;

import dev.jobstream.tracker.applications.Applications;
import dev.jobstream.tracker.applications.Duplicate;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.NewApplication;
import dev.jobstream.tracker.applications.NewPosting;
import dev.jobstream.tracker.applications.Stage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Saves applications, and tells which are there already. */
final class ApplicationsApi implements Area {
  static final String PATH = "/api/v1/applications";
  private static final int MOST_BYTES = 1_000_000;

  private final Applications applications;
  private final Drafts drafts;

  ApplicationsApi(Site site) {
    applications = site.parts().tracker().applications();
    drafts = site.drafts();
  }

  /**
   * An application to be saved.
   *
   * @param draft the id of the draft that holds its posting; null if there is no posting
   * @param job the job, as its user confirmed it
   * @param tags the user's own marks
   * @param source where the posting was found
   * @param stage the first stage; null for SAVED
   * @param on the day of it; null for today
   * @param acceptDuplicates save even if there is one like it
   */
  record Save(
      @Nullable String draft,
      @Nullable JobForm job,
      @Nullable List<String> tags,
      @Nullable String source,
      @Nullable String stage,
      @Nullable String on,
      @Nullable Boolean acceptDuplicates) {}

  /** What was saved. */
  record Saved(String id) {}

  /**
   * One that is there already.
   *
   * @param summary what became of it
   */
  record DuplicateView(
      String id,
      @Nullable String title,
      @Nullable String company,
      String summary,
      List<String> reasons) {

    static DuplicateView of(Duplicate duplicate) {
      JobApplication application = duplicate.application();
      return new DuplicateView(
          application.id().text(),
          application.job().title(),
          application.job().company(),
          duplicate.summary(),
          duplicate.reasons().stream().map(Enum::name).sorted().toList());
    }
  }

  /** A list of those. */
  record DuplicateList(List<DuplicateView> items, @Nullable String next) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH + "/duplicates", this::duplicates);
    routes.post(PATH, this::save);
  }

  private void duplicates(Context ctx) {
    JobDetails job =
        JobDetails.builder()
            .title(JobForm.line(ctx.queryParam("title")))
            .company(JobForm.line(ctx.queryParam("company")))
            .sourceUrl(JobForm.line(ctx.queryParam("sourceUrl")))
            .build();
    String draft = ctx.queryParam("draft");
    NewPosting posting =
        draft == null
            ? NewPosting.withoutText(null)
            : drafts
                .find(draft)
                .map(found -> NewPosting.of(found.posting()))
                .orElse(NewPosting.withoutText(null));
    Json.send(ctx, new DuplicateList(like(NewApplication.of(posting, job)), null));
  }

  private void save(Context ctx) {
    Save given = Json.read(ctx, Save.class, MOST_BYTES);
    Draft draft = given.draft() == null ? null : drafts.get(given.draft());
    NewApplication added = application(given, draft);
    if (!Boolean.TRUE.equals(given.acceptDuplicates())) {
      List<DuplicateView> like = like(added);
      if (!like.isEmpty()) {
        throw new ProblemException(
            Problem.conflict(
                "duplicate",
                "You have an application like this one: %s. Look at it, or save this one anyway."
                    .formatted(like.getFirst().summary())),
            like);
      }
    }
    JobApplication saved = applications.add(added);
    if (given.draft() != null) {
      drafts.remove(given.draft());
    }
    ctx.status(201).header("Location", PATH + "/" + saved.id().text());
    Json.send(ctx, new Saved(saved.id().text()));
  }

  private static NewApplication application(Save given, @Nullable Draft draft) {
    JobDetails job = given.job() == null ? JobDetails.builder().build() : given.job().details();
    if (draft == null && job.title() == null && job.company() == null) {
      throw Problem.unprocessable(
              "nothing-to-save",
              "There is neither a posting nor a title or a company. Fill in one of them, then save.")
          .toException();
    }
    NewPosting posting =
        draft == null
            ? NewPosting.withoutText(job.sourceUrl())
            : new NewPosting(
                draft.posting().text(),
                draft.posting().html().orElse(null),
                draft.posting().sourceUrl().orElse(job.sourceUrl()),
                draft.soFar());
    Stage stage =
        Objects.requireNonNull(JobForm.choice("stage", Stage.class, given.stage(), Stage.SAVED));
    return new NewApplication(
        posting,
        job,
        JobForm.line(given.source()),
        JobForm.items(given.tags()),
        List.of(new NewApplication.Move(stage, JobForm.day("on", given.on()), null)));
  }

  private List<DuplicateView> like(NewApplication added) {
    return applications.duplicatesOf(added).stream().map(DuplicateView::of).toList();
  }
}
