package dev.jobstream.tracker.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.tracker.applications.ApplicationEdit;
import dev.jobstream.tracker.applications.Companies;
import dev.jobstream.tracker.applications.Company;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.JobDetails;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.SearchTerm;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Employers and their spellings. */
final class CompaniesContractTest extends StoreContract {
  private Companies companies;

  @BeforeEach
  void nameThem() {
    companies = tracker.companies();
  }

  private static String company(JobApplication application) {
    return Objects.requireNonNull(application.company()).name();
  }

  @Test
  void theSameNameIsOneCompanyWhateverItsCaseAndAccents() {
    JobApplication one = add("Baker", "Café Zoé");
    JobApplication two = add("Cook", "CAFE ZOE");
    assertThat(two.company()).isEqualTo(one.company());
    assertThat(two.job().company()).isEqualTo("CAFE ZOE");
    assertThat(companies.list("cafe", PageRequest.first(10)).items()).hasSize(1);
  }

  @Test
  void twoSpellingsAreMergedAndParted() {
    JobApplication one = add("Baker", "International Bread");
    JobApplication two = add("Cook", "IB Inc.");
    Company kept = companies.find("International Bread");
    Company merged = companies.merge(kept.id(), companies.find("IB Inc.").id());
    assertThat(merged.otherNames()).containsExactly("IB Inc.");
    assertThat(company(applications.get(two.id()))).isEqualTo("International Bread");
    assertThat(applications.get(two.id()).job().company()).isEqualTo("IB Inc.");
    assertThat(companies.find("ib inc")).isEqualTo(merged);
    assertThat(company(add("Clerk", "IB inc"))).isEqualTo("International Bread");
    SearchQuery byName =
        SearchQuery.of(
            new SearchTerm.FieldText(SearchTerm.Field.COMPANY, "international bread", false));
    assertThat(titles(byName)).containsExactly("Clerk", "Cook", "Baker");

    Company separate = companies.separate(merged.id(), "IB Inc.");
    assertThat(separate.name()).isEqualTo("IB Inc.");
    assertThat(company(applications.get(two.id()))).isEqualTo("IB Inc.");
    assertThat(company(applications.get(one.id()))).isEqualTo("International Bread");
    assertThat(titles(byName)).containsExactly("Baker");
  }

  @Test
  void aNewNameKeepsTheOldOneAsASpelling() {
    JobApplication one = add("Baker", "Bread Ltd");
    Company renamed = companies.rename(companies.find("bread ltd").id(), "Bread & Sons");
    assertThat(renamed.otherNames()).containsExactly("Bread Ltd");
    assertThat(company(applications.get(one.id()))).isEqualTo("Bread & Sons");
    assertThat(applications.get(one.id()).version()).isEqualTo(1);
    add("Butcher", "Meat Ltd");
    assertThatThrownBy(() -> companies.rename(renamed.id(), "meat LTD"))
        .hasMessage(
            "Another company is called `meat LTD` already (`%s`). Merge the two if they are one."
                .formatted(companies.find("Meat Ltd").id()));
  }

  @Test
  void anEditedNameMovesTheApplication() {
    JobApplication one = add("Baker", "Bread Ltd");
    JobApplication edited =
        applications.edit(ApplicationEdit.of(one).withJob(JobDetails.of("Baker", "Meat Ltd")));
    assertThat(company(edited)).isEqualTo("Meat Ltd");
    JobApplication without =
        applications.edit(ApplicationEdit.of(edited).withJob(JobDetails.of("Baker", null)));
    assertThat(without.company()).isNull();
  }

  @Test
  void theyAreListedByNameInPages() {
    add("a", "Zeta");
    add("b", "Ärzte");
    add("c", "Beta");
    var first = companies.list("", PageRequest.first(2));
    assertThat(first.items()).extracting(Company::name).containsExactly("Ärzte", "Beta");
    assertThat(companies.list("", new PageRequest(2, first.next())).items())
        .extracting(Company::name)
        .containsExactly("Zeta");
  }

  @Test
  void aNameOfNothingButSignsIsAName() {
    assertThat(company(add("a", "!!!"))).isEqualTo("!!!");
    assertThat(company(add("b", "***"))).isEqualTo("***");
  }
}
