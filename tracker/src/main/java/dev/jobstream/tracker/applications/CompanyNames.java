package dev.jobstream.tracker.applications;

import dev.jobstream.tracker.applications.JobApplication.CompanyRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the company that is meant by a spelling, or makes one. */
final class CompanyNames {
  private final IdSource ids;

  CompanyNames(IdSource ids) {
    this.ids = ids;
  }

  @Nullable CompanyRef named(StoreWriter writer, @Nullable String spelling) {
    if (spelling == null) {
      return null;
    }
    Company company =
        writer
            .companyNamed(SearchText.key(spelling))
            .orElseGet(() -> {
              Company made = new Company(ids.next(), 1, spelling, List.of());
              writer.add(made);
              return made;
            });
    return new CompanyRef(company.id(), company.name());
  }
}
