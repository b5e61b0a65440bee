package dev.jobstream.tracker.applications;

import dev.jobstream.tracker.applications.JobApplication.CompanyRef;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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

  Dossiers(Store store, DocumentFolder folder, IdSource ids, Lookup lookup) {
    this.store = store;
    this.folder = folder;
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
   * @throws TrackerException.Invalid if a content is not the one its document names
   */
  public Outcome add(Dossier dossier, Function<Document, InputStream> contents) {
    Id id = dossier.application().id();
    Optional<Dossier> there = store.read(reader -> existing(reader, id));
    if (there.isPresent()) {
      return there.get().equals(dossier) ? Outcome.SAME : Outcome.DIFFERENT;
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

  private Optional<Dossier> existing(StoreReader reader, Id id) {
    return reader.application(id).map(application -> lookup.dossier(reader, application));
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
        ApplicationIndex.of(application, posting.text(), dossier.entries(), dossier.documents()));
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

  /** Puts a company in, as far as its spellings do not belong to others here. */
  public Outcome add(Company company) {
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

  /** Puts a saved search in, unless there is one of its id or name. */
  public Outcome add(SavedSearch search) {
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
