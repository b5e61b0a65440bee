package dev.jobstream.tracker.applications;

import dev.jobstream.tracker.applications.JobApplication.CompanyRef;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whole applications, taken out of a store and put into another with their ids, versions and times
 * as they are. Thread-safe.
 */
public final class Dossiers {
  private final Store store;
  private final DocumentFolder folder;
  private final Refresh refresh;
  private final Lookup lookup;
  private final CompanyNames companyNames;

  /** What became of a thing that was put in. */
  public enum Outcome {
    ADDED,
    /** It was there already, just the same. */
    SAME,
    /** Something of that id is there with another content; it was left as it is. */
    DIFFERENT
  }

  Dossiers(Store store, DocumentFolder folder, IdSource ids, Refresh refresh, Lookup lookup) {
    this.store = store;
    this.folder = folder;
    this.refresh = refresh;
    this.lookup = lookup;
    this.companyNames = new CompanyNames(ids);
  }

  /** All applications, those in the trash included, in the order of adding. */
  public Page<Dossier> page(PageRequest page) {
    return store.read(
        reader -> reader.everything(page).map(application -> lookup.dossier(reader, application)));
  }

  /**
   * Puts an application in, with everything that belongs to it, or nothing of it. Companies go in
   * before, by {@link #add(Company)}, if they have other spellings.
   *
   * @param contents opens the content of a document, which is closed here
   * @throws TrackerException.Invalid if a value cannot be kept, or a content is not the one its
   *     document names
   */
  public Outcome add(Dossier given, Function<Document, InputStream> contents) {
    Dossier dossier = GivenDossier.cleaned(given);
    Outcome found = compare(dossier);
    if (found != Outcome.ADDED) {
      return found;
    }
    return folder.whileOpen(
        store,
        session -> {
          for (Document document : dossier.documents()) {
            session.put(document, contents);
          }
          Outcome outcome = store.write(writer -> add(writer, dossier));
          if (outcome == Outcome.ADDED) {
            dossier.documents().forEach(document -> session.committed(document.sha256()));
          }
          return outcome;
        });
  }

  /**
   * What {@link #add(Dossier, Function)} would do, without doing it. The contents of documents are
   * not looked at.
   *
   * @throws TrackerException.Invalid if a value cannot be kept
   */
  public Outcome preview(Dossier given) {
    return compare(GivenDossier.cleaned(given));
  }

  private Outcome compare(Dossier dossier) {
    return store.read(reader ->
        reader
            .application(dossier.application().id())
            .map(application -> lookup.dossier(reader, application))
            .map(there -> isWithin(dossier, there) ? Outcome.SAME : Outcome.DIFFERENT)
            .orElse(Outcome.ADDED));
  }

  /** Whether they are the same; documents may be missing in the first. */
  private static boolean isWithin(Dossier dossier, Dossier there) {
    return there.documents().containsAll(dossier.documents())
        && dossier.equals(
            new Dossier(
                there.application(),
                there.posting(),
                there.history(),
                there.entries(),
                dossier.documents()));
  }

  private Outcome add(StoreWriter writer, Dossier dossier) {
    Id id = dossier.application().id();
    if (writer.application(id).isPresent()) {
      return Outcome.DIFFERENT;
    }
    JobApplication given = dossier.application();
    JobApplication application =
        Refresh.derive(
            given.withCompany(company(writer, given)), dossier.history(), dossier.entries());
    Posting posting = dossier.posting();
    writer.add(posting, TextSignature.bands(posting.text()));
    writer.add(
        application,
        dossier.history(),
        refresh.index(
            application,
            posting.text(),
            dossier.history(),
            dossier.entries(),
            dossier.documents()));
    dossier.entries().forEach(writer::add);
    dossier.documents().forEach(writer::add);
    return Outcome.ADDED;
  }

  /** The company under the id that is given, if that is still to be had. */
  private @Nullable CompanyRef company(StoreWriter writer, JobApplication application) {
    CompanyRef given = application.company();
    if (given == null) {
      return companyNames.named(writer, application.job().company());
    }
    Optional<Company> there = writer.company(given.id());
    if (there.isEmpty()) {
      there = writer.companyNamed(SearchText.key(given.name()));
    }
    if (there.isEmpty()) {
      Company made = new Company(given.id(), 1, given.name(), List.of());
      writer.add(made);
      there = Optional.of(made);
    }
    return new CompanyRef(there.get().id(), there.get().name());
  }

  /**
   * Replaces everything that is kept by a copy of another store, at once or not at all. Documents
   * come first, beside those that are there, which stay.
   *
   * @param copy what {@link Store#copyTo} wrote
   * @param contents files with the contents of its documents by their SHA-256, on the same disk as
   *     the documents' folder and forced to it; they are moved there
   * @param save saves what is there, as {@link Store#replaceWith} tells
   */
  public void replaceAll(Path copy, Map<String, Path> contents, Runnable save) {
    folder.whileOpen(
        store,
        session -> {
          store.replaceWith(
              copy,
              () -> {
                save.run();
                session.take(contents);
              });
          contents.keySet().forEach(session::committed);
          return copy;
        });
  }

  /**
   * Puts a company in, as far as its spellings do not belong to others here.
   *
   * @throws TrackerException.Invalid if a value cannot be kept
   */
  public Outcome add(Company given) {
    Company company =
        new Company(
            given.id(),
            Fields.version(given.version()),
            Fields.neededLine("company's name", given.name()),
            Fields.items("company's names", given.otherNames()));
    return store.write(writer -> {
      Optional<Company> there = writer.company(company.id());
      if (there.isPresent()) {
        return there.get().equals(company) ? Outcome.SAME : Outcome.DIFFERENT;
      }
      if (writer.companyNamed(SearchText.key(company.name())).isPresent()) {
        return Outcome.DIFFERENT;
      }
      List<String> free = new ArrayList<>(company.otherNames());
      free.removeIf(name -> writer.companyNamed(SearchText.key(name)).isPresent());
      writer.add(new Company(company.id(), company.version(), company.name(), free));
      return Outcome.ADDED;
    });
  }

  /**
   * Puts a saved search in, unless there is one of its id or name.
   *
   * @throws TrackerException.Invalid if a value cannot be kept
   */
  public Outcome add(SavedSearch given) {
    SavedSearch search =
        new SavedSearch(
            given.id(),
            Fields.version(given.version()),
            Fields.neededLine("search's name", given.name()),
            Fields.neededLine("search", given.query()),
            Fields.moment("moment of saving", given.createdAt()));
    return store.write(writer -> {
      Optional<SavedSearch> there = writer.savedSearch(search.id());
      if (there.isEmpty()) {
        there = writer.savedSearchNamed(SearchText.key(search.name()));
      }
      if (there.isPresent()) {
        return there.get().equals(search) ? Outcome.SAME : Outcome.DIFFERENT;
      }
      writer.add(search);
      return Outcome.ADDED;
    });
  }
}
