package dev.jobstream.tracker.applications;

import dev.jobstream.tracker.applications.JobApplication.CompanyRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Employers and their spellings. Thread-safe. */
public final class Companies {
  private final Store store;
  private final IdSource ids;
  private final Refresh refresh;
  private final Lookup lookup;

  Companies(Store store, IdSource ids, Refresh refresh, Lookup lookup) {
    this.store = store;
    this.ids = ids;
    this.refresh = refresh;
    this.lookup = lookup;
  }

  /**
   * Companies by name.
   *
   * @param prefix how a spelling begins, whatever its case and accents; empty for all
   */
  public Page<Company> list(String prefix, PageRequest page) {
    return store.read(reader -> reader.companies(SearchText.key(prefix), page));
  }

  /** The company that goes by a name, or whose id begins as typed. */
  public Company find(String typed) {
    return store.read(reader ->
        reader
            .companyNamed(SearchText.key(typed))
            .orElseGet(() -> company(reader, lookup.id(reader, IdKind.COMPANY, typed))));
  }

  private static Company company(StoreReader reader, Id id) {
    return reader.company(id).orElseThrow(() -> Lookup.gone(IdKind.COMPANY, id));
  }

  /**
   * Calls a company something else from now on; its old name stays one of its spellings.
   *
   * @throws TrackerException.Invalid if another company has that name: merge the two instead
   */
  public Company rename(Id id, String name) {
    String kept = Fields.neededLine("company's name", name);
    return store.write(writer -> {
      Company company = company(writer, id);
      Company named = writer.companyNamed(SearchText.key(kept)).orElse(company);
      if (!named.id().equals(id)) {
        throw TrackerException.invalid(
            "Another company is called `%s` already (`%s`). Merge the two if they are one."
                .formatted(kept, named.id()));
      }
      return put(writer, company, kept, spellings(company));
    });
  }

  /**
   * Makes two companies one: all applications of {@code away} become those of {@code kept}, and its
   * spellings too. {@link #separate} takes a spelling away again.
   */
  public Company merge(Id kept, Id away) {
    if (kept.equals(away)) {
      throw TrackerException.invalid("`%s` is one company already. Name two.".formatted(kept));
    }
    return store.write(writer -> {
      Company company = company(writer, kept);
      Company other = company(writer, away);
      List<String> names = spellings(company);
      names.addAll(spellings(other));
      Company merged = put(writer, company, company.name(), names);
      CompanyRef ref = new CompanyRef(kept, merged.name());
      writer.applicationsOf(away).forEach(id -> give(writer, id, ref));
      writer.deleteCompany(away);
      return merged;
    });
  }

  /**
   * Makes a spelling a company of its own, along with the applications that spell it so.
   *
   * @return the new company
   */
  public Company separate(Id id, String spelling) {
    String key = SearchText.key(spelling);
    return store.write(writer -> {
      Company company = company(writer, id);
      String name =
          company.otherNames().stream()
              .filter(other -> SearchText.key(other).equals(key))
              .findFirst()
              .orElseThrow(() ->
                  TrackerException.invalid(
                      "`%s` is not another spelling of `%s`. Name one of: %s."
                          .formatted(
                              spelling, company.name(), String.join(", ", company.otherNames()))));
      List<String> left = spellings(company);
      left.removeIf(other -> SearchText.key(other).equals(key));
      put(writer, company, company.name(), left);
      Company separate = new Company(ids.next(), 1, name, List.of());
      writer.add(separate);
      CompanyRef ref = new CompanyRef(separate.id(), name);
      for (Id application : writer.applicationsOf(id)) {
        String spelled = lookup.application(writer, application).job().company();
        if (spelled != null && SearchText.key(spelled).equals(key)) {
          give(writer, application, ref);
        }
      }
      return separate;
    });
  }

  private Company put(StoreWriter writer, Company company, String name, List<String> spellings) {
    List<String> others = new ArrayList<>();
    for (String spelling : spellings) {
      boolean known =
          SearchText.key(spelling).equals(SearchText.key(name))
              || others.stream()
                  .anyMatch(other -> SearchText.key(other).equals(SearchText.key(spelling)));
      if (!known) {
        others.add(spelling);
      }
    }
    if (!writer.update(new Company(company.id(), company.version(), name, others))) {
      throw Lookup.changed(IdKind.COMPANY, company.id());
    }
    if (!name.equals(company.name())) {
      CompanyRef ref = new CompanyRef(company.id(), name);
      writer.applicationsOf(company.id()).forEach(id -> give(writer, id, ref));
    }
    return company(writer, company.id());
  }

  private void give(StoreWriter writer, Id id, @Nullable CompanyRef company) {
    JobApplication application = lookup.application(writer, id);
    refresh.put(writer, application.withCompany(company), application.updatedAt());
  }

  private static List<String> spellings(Company company) {
    List<String> spellings = new ArrayList<>();
    spellings.add(company.name());
    spellings.addAll(company.otherNames());
    return spellings;
  }
}
