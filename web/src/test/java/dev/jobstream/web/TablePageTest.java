package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.Stage;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TablePageTest {
  private static final Pattern ROW = Pattern.compile("class=\"row-link\" href=\"[^\"]*\">([^<]*)<");
  private static final Pattern NEXT = Pattern.compile("<tr id=\"more\">.*?href=\"([^\"]*)\"");

  private static final Pattern UNDO = Pattern.compile("action=\"(/table/moves/[^\"]+)\"");

  private final TestSite site = TestSite.empty();

  @AfterEach
  void end() {
    site.close();
  }

  private static List<String> rows(String page) {
    List<String> rows = new ArrayList<>();
    Matcher matcher = ROW.matcher(page);
    while (matcher.find()) {
      rows.add(matcher.group(1));
    }
    return rows;
  }

  @Test
  void anEmptyTableLeadsToAdd() {
    assertThat(site.get("/table").body()).contains("No applications yet", "href=\"/add\"");
  }

  @Test
  void aSearchFindsAndAColumnSorts() {
    TestApplications.add(site.tracker(), "Beta engineer", "Acme", Stage.SAVED, Stage.APPLIED);
    TestApplications.add(site.tracker(), "Alpha engineer", "Acme");
    TestApplications.add(site.tracker(), "Gamma designer", "Umbrella");
    assertThat(rows(site.get("/table?q=engineer&sort=title").body()))
        .containsExactly("Alpha engineer", "Beta engineer");
    assertThat(rows(site.get("/table?q=engineer&sort=-title").body()))
        .containsExactly("Beta engineer", "Alpha engineer");
    String found = site.get("/table?q=stage%3Aapplied").body();
    assertThat(rows(found)).containsExactly("Beta engineer");
    assertThat(found).contains("1 application");
    assertThat(rows(site.get("/table?q=gam&typing=1").body())).containsExactly("Gamma designer");
    assertThat(site.get("/table?q=nowhere").body()).contains("Nothing is found.");
    assertThat(site.get("/table?sort=-title").body()).contains("aria-sort=\"descending\"");
  }

  @Test
  void aSearchThatCannotBeUnderstoodIsToldSo() {
    TestApplications.add(site.tracker(), "Engineer", "Acme");
    HttpResponse<String> answer = site.get("/table?q=salery%3A%3E80k");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Did you mean `salary:`?");
  }

  @Test
  void pagesFollowEachOtherWithoutAGap() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 120; i++) {
      all.add("Job " + i);
      TestApplications.add(site.tracker(), "Job " + i, "Acme");
    }
    List<String> seen = new ArrayList<>();
    String path = "/table?sort=title";
    while (path != null) {
      String page = site.get(path).body();
      seen.addAll(rows(page));
      Matcher next = NEXT.matcher(page);
      path = next.find() ? next.group(1).replace("&amp;", "&") : null;
    }
    assertThat(seen).hasSize(120).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void manyAreMovedAtOnce() {
    List<Id> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(TestApplications.add(site.tracker(), "Job " + i, "Acme").id());
    }
    String page =
        site.submit(
                "/table/moves",
                "id",
                ids.get(0).text(),
                "id",
                ids.get(1).text(),
                "stage",
                "APPLIED",
                "on",
                "2026-03-18",
                "back",
                "/table?q=job")
            .body();
    assertThat(page).contains("2 moved to Applied.");
    assertThat(ids)
        .extracting(id -> site.tracker().applications().get(id).stage())
        .containsExactly(Stage.APPLIED, Stage.APPLIED, Stage.SAVED);
    assertThat(site.form("/table/moves", "stage", "APPLIED").statusCode()).isEqualTo(422);

    Matcher undo = UNDO.matcher(page);
    assertThat(undo.find()).isTrue();
    HttpResponse<String> undone = site.form(undo.group(1));
    assertThat(undone.headers().firstValue("Location")).contains("/table?q=job");
    assertThat(ids)
        .extracting(id -> site.tracker().applications().get(id).stage())
        .containsOnly(Stage.SAVED);
    assertThat(site.form(undo.group(1)).statusCode()).isEqualTo(404);
  }

  @Test
  void ofManyThatAreMovedAllAreOrNone() {
    Id id = TestApplications.add(site.tracker(), "Engineer", "Acme").id();
    assertThat(
            site.form(
                    "/table/moves",
                    "id",
                    id.text(),
                    "id",
                    "0000000000000000",
                    "stage",
                    "APPLIED",
                    "on",
                    "2026-03-18")
                .statusCode())
        .isEqualTo(404);
    assertThat(site.tracker().applications().get(id).stage()).isEqualTo(Stage.SAVED);
  }

  @Test
  void aFormLeadsBackIntoThisTableAndNowhereElse() {
    for (String back : List.of("https://evil.example/table", "//evil.example", "/tables")) {
      assertThat(
              site.form("/table/columns", "column", "stage", "back", back)
                  .headers()
                  .firstValue("Location"))
          .contains("/table");
    }
  }

  @Test
  void chosenColumnsAreRemembered() {
    TestApplications.add(site.tracker(), "Engineer", "Acme");
    HttpResponse<String> chosen = site.form("/table/columns", "column", "source", "column", "tags");
    String cookie = chosen.headers().firstValue("Set-Cookie").orElse("");
    String page = site.get("/table", "Cookie", cookie.substring(0, cookie.indexOf(';'))).body();
    assertThat(page).contains("data-label=\"Found at\"", "data-label=\"Title\"");
    assertThat(page).doesNotContain("data-label=\"Company\"");
  }

  @Test
  void aSearchIsSavedUsedAndDeleted() {
    TestApplications.add(site.tracker(), "Engineer", "Acme");
    String page = site.submit("/searches", "name", "At Acme", "query", "company:acme").body();
    assertThat(page).contains("At Acme", "/table?q=company%3Aacme");
    assertThat(site.form("/searches", "name", "at acme", "query", "x").body())
        .contains("is saved already");
    Id id = site.tracker().savedSearches().list(PageRequest.first(10)).items().getFirst().id();
    assertThat(site.submit("/searches/%s/delete".formatted(id)).body()).doesNotContain("At Acme");
  }

  @Test
  void theTrashHasWhatWasDeleted() {
    Id id = TestApplications.add(site.tracker(), "Engineer", "Acme").id();
    assertThat(site.get("/trash").body()).contains("The trash is empty");
    String page = site.submit("/applications/%s/trash".formatted(id)).body();
    assertThat(page).contains("The application is in the trash.", "Undo");
    assertThat(site.get("/trash").body()).contains("Engineer", "deleted on 19 Mar 2026");
    site.submit("/applications/%s/restore".formatted(id));
    assertThat(rows(site.get("/table").body())).containsExactly("Engineer");
  }
}
