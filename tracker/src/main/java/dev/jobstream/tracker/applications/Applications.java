package dev.jobstream.tracker.applications;

import dev.jobstream.tracker.applications.JobApplication.CompanyRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Applications and their moves. Thread-safe. */
public final class Applications {
  private final Store store;
  private final IdSource ids;
  private final ApplicationAdder adder;
  private final Refresh refresh;
  private final Lookup lookup;
  private final CompanyNames companyNames;
  private final DocumentFolder folder;

  Applications(Store store, IdSource ids, Refresh refresh, Lookup lookup, DocumentFolder folder) {
    this.store = store;
    this.ids = ids;
    this.adder = new ApplicationAdder(ids, refresh);
    this.refresh = refresh;
    this.lookup = lookup;
    this.companyNames = new CompanyNames(ids);
    this.folder = folder;
  }

  /**
   * Saves a posting, the application for it, and its first moves: all of them, or nothing. Does not
   * look for duplicates; see {@link #duplicatesOf}.
   *
   * @throws TrackerException.Invalid if a value cannot be kept
   */
  public JobApplication add(NewApplication added) {
    return addAll(List.of(added)).getFirst();
  }

  /**
   * Saves several applications as {@link #add} does: all of them, or nothing. Many at once take
   * much less time than one by one.
   */
  public List<JobApplication> addAll(List<NewApplication> added) {
    List<ApplicationAdder.Prepared> prepared = added.stream().map(adder::prepare).toList();
    return store.write(
        writer -> prepared.stream().map(application -> adder.add(writer, application)).toList());
  }

  /**
   * Fails where {@link #add} would, and adds nothing.
   *
   * @throws TrackerException.Invalid if a value cannot be kept
   */
  public void check(NewApplication added) {
    adder.check(added);
  }

  /**
   * What is there already and looks like an application: the same address, the same title and
   * company, or nearly the same text. What lies in the trash is not looked at.
   *
   * @return the likeliest first; empty if there is nothing like it
   */
  public List<Duplicate> duplicatesOf(NewApplication added) {
    return DuplicateFinder.find(store, added);
  }

  /**
   * The application of an id, in the trash or not.
   *
   * @throws TrackerException.NotFound if there is none
   */
  public JobApplication get(Id id) {
    return store.read(reader -> lookup.application(reader, id));
  }

  /** Applications by their ids, in that order, in the trash or not; one that is gone is missing. */
  public List<JobApplication> getAll(Collection<Id> ids) {
    return store.read(reader -> reader.applications(ids));
  }

  /**
   * The application whose id begins as typed, in the trash or not.
   *
   * @throws TrackerException.NotFound if there is none
   * @throws TrackerException.Ambiguous if there are several
   */
  public JobApplication find(String typed) {
    return store.read(
        reader -> lookup.application(reader, lookup.id(reader, IdKind.APPLICATION, typed)));
  }

  /** Everything about an application. */
  public Dossier dossier(Id id) {
    return store.read(reader -> lookup.dossier(reader, lookup.application(reader, id)));
  }

  /** The posting that an application answers. */
  public Posting posting(Id id) {
    return store.read(
        reader -> reader.posting(lookup.application(reader, id).postingId()).orElseThrow());
  }

  /** An application's moves. */
  public StageHistory history(Id id) {
    return Optional.ofNullable(histories(List.of(id)).get(id))
        .orElseThrow(() -> Lookup.gone(IdKind.APPLICATION, id));
  }

  /** The moves of several applications; one that does not exist is missing. */
  public Map<Id, StageHistory> histories(Collection<Id> applications) {
    return store.read(reader -> reader.histories(applications));
  }

  /** A page of what a search finds; the trash is left out. */
  public Page<JobApplication> search(SearchQuery query, PageRequest page) {
    return store.read(reader -> reader.search(query, page));
  }

  /**
   * Every stage with its applications, what changed last first, and their number. All of it is of
   * one moment.
   *
   * @param cards how many of a stage are wanted
   * @param mostCounted of each stage at most so many are counted, which bounds the time
   */
  public List<StageColumn> byStage(ToIntFunction<Stage> cards, long mostCounted) {
    return store.read(reader -> {
      Map<Stage, Long> counts = reader.countByStage(mostCounted);
      return Stream.of(Stage.values())
          .map(stage ->
              new StageColumn(
                  stage,
                  reader.ofStage(stage, PageRequest.first(cards.applyAsInt(stage))),
                  counts.getOrDefault(stage, 0L)))
          .toList();
    });
  }

  /** A page of the applications of a stage, what changed last first; the trash is left out. */
  public Page<JobApplication> ofStage(Stage stage, PageRequest page) {
    return store.read(reader -> reader.ofStage(stage, page));
  }

  /** How many a search finds; at most {@code atMost} are counted, which bounds the time. */
  public long count(SearchQuery query, long atMost) {
    return store.read(reader -> reader.count(query, atMost));
  }

  /**
   * Changes what can be edited.
   *
   * @throws TrackerException.Changed if somebody else edited it since it was read
   */
  public JobApplication edit(ApplicationEdit given) {
    ApplicationEdit edit =
        given
            .withJob(Fields.details(given.job()))
            .withSource(Fields.line("source", given.source()))
            .withTags(Fields.items("tags", given.tags()));
    return store.write(writer -> {
      JobApplication application = lookup.application(writer, edit.id());
      if (application.version() != edit.version()) {
        throw Lookup.changed(IdKind.APPLICATION, edit.id());
      }
      CompanyRef company = application.company();
      if (!Objects.equals(edit.job().company(), application.job().company())) {
        company = companyNames.named(writer, edit.job().company());
      }
      return refresh.put(writer, application.edited(edit, company));
    });
  }

  /**
   * Moves an application to a stage; an end can be left again. A move that is dated before the
   * latest one fills in the history, and leaves the application where it stands.
   *
   * @param on the day; null for today
   * @param note what there is to say; null if nothing
   */
  public JobApplication move(Id id, Stage stage, @Nullable LocalDate on, @Nullable String note) {
    return record(id, stage, on, note, null);
  }

  /**
   * Corrects a move that was wrong: the new one stands for it, and the wrong one is kept but counts
   * no more.
   *
   * @param wrong the id of the {@link StageChange}
   * @param on the day; null for that of the wrong move
   */
  public JobApplication correct(
      Id id, Id wrong, Stage stage, @Nullable LocalDate on, @Nullable String note) {
    return record(id, stage, on, note, wrong);
  }

  /**
   * Moves several applications as {@link #move} does: all of them, or none.
   *
   * @return the moves, with which {@link #takeBack} undoes them
   */
  public List<RecordedMove> moveAll(
      Collection<Id> applications, Stage stage, @Nullable LocalDate on, @Nullable String note) {
    return store.write(writer ->
        applications.stream()
            .map(
                id -> new RecordedMove(id, record(writer, id, stage, on, note, null).change().id()))
            .toList());
  }

  /**
   * Takes moves back: all of them, or none. Each is corrected by a new move, after which the
   * application stands where it would without the wrong one. Taking back a correction does not
   * bring back what it corrected.
   *
   * @throws TrackerException.NotFound if there is no such move
   * @throws TrackerException.Invalid if one is taken back already, or is an application's only move
   */
  public void takeBack(List<RecordedMove> moves) {
    store.write(writer -> {
      for (RecordedMove move : moves) {
        Id id = lookup.application(writer, move.application()).id();
        StageHistory history = history(writer, id);
        NewApplication.Move back =
            history
                .takingBack(corrected(history, id, move.move()))
                .orElseThrow(() ->
                    TrackerException.invalid(
                        "The move `%s` is the only one of the application `%s`. Correct it instead."
                            .formatted(move.move(), id)));
        record(writer, id, back.stage(), back.on(), back.note(), move.move());
      }
      return moves;
    });
  }

  private JobApplication record(
      Id id, Stage stage, @Nullable LocalDate on, @Nullable String note, @Nullable Id wrong) {
    return store.write(writer -> record(writer, id, stage, on, note, wrong).application());
  }

  /** A change that was recorded, and what became of its application. */
  private record Recorded(StageChange change, JobApplication application) {}

  private Recorded record(
      StoreWriter writer,
      Id id,
      Stage stage,
      @Nullable LocalDate on,
      @Nullable String note,
      @Nullable Id wrong) {
    JobApplication application = lookup.application(writer, id);
    StageHistory history = history(writer, id);
    LocalDate day = on;
    if (wrong != null) {
      StageChange corrected = corrected(history, id, wrong);
      day = on == null ? corrected.on() : on;
    }
    // Behind the move recorded last, be it by another process within this second.
    StageChange made =
        adder
            .change(stage, day, note, wrong, refresh.now())
            .withId(ids.nextAfter(history.recorded().getLast().id()));
    writer.add(id, made);
    return new Recorded(made, refresh.put(writer, application));
  }

  private static StageHistory history(StoreReader reader, Id id) {
    return Optional.ofNullable(reader.histories(List.of(id)).get(id)).orElseThrow();
  }

  private static StageChange corrected(StageHistory history, Id id, Id wrong) {
    StageChange change =
        history.recorded().stream()
            .filter(candidate -> candidate.id().equals(wrong))
            .findFirst()
            .orElseThrow(() ->
                new TrackerException.NotFound(
                    "The application `%s` has no move `%s`.".formatted(id, wrong)));
    if (history.recorded().stream().anyMatch(other -> wrong.equals(other.corrects()))) {
      throw TrackerException.invalid(
          "The move `%s` is corrected already. Correct the move that stands for it."
              .formatted(wrong));
    }
    return change;
  }

  /** Puts an application into the trash, from where {@link #restore} brings it back. */
  public JobApplication trash(Id id) {
    return setTrashed(id, refresh.now());
  }

  /** Takes an application out of the trash. */
  public JobApplication restore(Id id) {
    return setTrashed(id, null);
  }

  private JobApplication setTrashed(Id id, @Nullable Instant at) {
    return store.write(writer -> {
      JobApplication application = lookup.application(writer, id);
      return refresh.put(writer, application.with(application.updatedAt(), at));
    });
  }

  /** The trash, what was thrown away last first. */
  public Page<JobApplication> trashed(PageRequest page) {
    return store.read(reader -> reader.trashed(page));
  }

  /**
   * Deletes an application for good, with its posting and all that belongs to it. It must be in the
   * trash.
   */
  public void purge(Id id) {
    folder.whileOpen(
        store,
        session ->
            store.write(writer -> {
              if (lookup.application(writer, id).trashedAt() == null) {
                throw TrackerException.invalid(
                    "The application `%s` is not in the trash. Put it there first.".formatted(id));
              }
              session.suspect(writer.contentsOf(id));
              writer.purge(id);
              return id;
            }));
  }

  /** The numbers of a period. */
  public Statistics statistics(StatisticsPeriod period) {
    return store.read(reader -> reader.statistics(period, refresh.today()));
  }
}
