package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.tracker.applications.PageRequest;
import dev.jobstream.tracker.applications.SearchQuery;
import dev.jobstream.tracker.applications.Stage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Export, import, backup and restore, over the API and by the forms of the settings. */
final class ExchangeTest {
  private static final String TABLE =
      """
      Position;Firma;Status;Beworben am;Notiz
      Gardener;Example AG;2. Runde;03.03.2026;nice
      Cook;Kitchen Ltd;rejected;04.03.2026;
      Broken;Acme;no such stage;05.03.2026;
      """;

  private final TestSite site = TestSite.empty();

  @AfterEach
  void end() {
    site.close();
  }

  private HttpResponse<String> send(String path, byte[] body) {
    return site.send(site.request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private byte[] bytes(String path) throws Exception {
    HttpResponse<byte[]> answer =
        site.client().send(site.request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  /** Posts a file as a browser's form does. */
  private HttpResponse<String> upload(String path, String fileName, byte[] content) {
    String boundary = "jobstream-test-boundary";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        """
        --%s
        Content-Disposition: form-data; name="file"; filename="%s"
        Content-Type: application/octet-stream

        """
            .replace("\n", "\r\n")
            .formatted(boundary, fileName)
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return site.send(
        site.request(path, "Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return new ObjectMapper().readTree(answer.body());
  }

  private List<String> titles() {
    return site
        .tracker()
        .applications()
        .search(SearchQuery.all(), PageRequest.first(100))
        .items()
        .stream()
        .map(application -> String.valueOf(application.job().title()))
        .sorted()
        .toList();
  }

  /** What lies in the folder besides what is kept. */
  private List<String> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(site.folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("."))
          .toList();
    }
  }

  @Test
  void everyExportIsAFileToSave() throws Exception {
    TestApplications.full(site.tracker());
    for (String[] expected :
        new String[][] {
          {"applications.json", "application/json", "\"format\":\"jobstream\""},
          {"applications.csv?bom=yes", "text/csv; charset=utf-8", "\ufeffId,Title,Company"},
          {"applications.csv?q=company:nobody", "text/csv; charset=utf-8", "Id,Title,Company"},
          {"report.html?from=2026-01-01&to=2026-12-31&name=Ada", "text/html; charset=utf-8", "Ada"},
          {"report.csv?from=2026-01-01&to=2026-12-31", "text/csv; charset=utf-8", "2026"},
          {"calendar.ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR"}
        }) {
      HttpResponse<String> answer = site.get("/api/v1/exports/" + expected[0]);
      assertThat(answer.statusCode()).as(expected[0]).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .isEqualToIgnoringWhitespace(expected[1]);
      assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
          .startsWith("attachment; filename=\"");
      assertThat(answer.body()).as(expected[0]).contains(expected[2]);
    }
    assertThat(site.get("/api/v1/exports/applications.csv?q=company:nobody").body().lines())
        .hasSize(1);
    String wrong = "/api/v1/exports/report.html?from=2026-02-01&to=2026-01-01";
    assertThat(site.get(wrong).body()).contains("urn:jobstream:problem", "Exchange the two");
    assertThat(site.get(wrong, "Accept", "text/html").body())
        .startsWith("<!doctype html>")
        .contains("Exchange the two");
  }

  @Test
  void aTableIsLookedAtMappedAndThenReadIn() throws Exception {
    JsonNode first =
        json(send("/api/v1/imports?fileName=jobs.csv", TABLE.getBytes(StandardCharsets.UTF_8)));
    String id = first.get("id").asText();
    assertThat(first.get("fileName").asText()).isEqualTo("jobs.csv");
    assertThat(first.at("/table/delimiter").asText()).isEqualTo("semicolon");
    assertThat(first.at("/table/rows").asInt()).isEqualTo(3);
    assertThat(first.at("/outcome/dryRun").asBoolean()).isTrue();
    assertThat(titles()).isEmpty();

    JsonNode mapped =
        json(
            site.send(
                site.request("/api/v1/imports/" + id)
                    .PUT(
                        HttpRequest.BodyPublishers.ofString(
                            """
                            {"columns":{"Position":"title","2":"company","Status":"stage",
                             "Beworben am":"appliedOn","Notiz":null},
                             "stages":{"2. Runde":"INTERVIEWING"},"dayOrder":"DAY_FIRST"}
                            """))));
    assertThat(mapped.at("/table/columns/4/field").isNull()).isTrue();
    assertThat(mapped.at("/outcome/added").asInt()).isEqualTo(2);
    assertThat(mapped.at("/outcome/failed").asInt()).isEqualTo(1);
    assertThat(mapped.at("/outcome/faults/0/line").asInt()).isEqualTo(4);
    assertThat(titles()).isEmpty();

    JsonNode done = json(send("/api/v1/imports/" + id + "/run", new byte[0]));
    assertThat(done.get("dryRun").asBoolean()).isFalse();
    assertThat(done.get("added").asInt()).isEqualTo(2);
    assertThat(titles()).containsExactly("Cook", "Gardener");
    assertThat(
            site
                .tracker()
                .applications()
                .search(SearchQuery.all(), PageRequest.first(10))
                .items()
                .stream()
                .map(application -> application.stage()))
        .contains(Stage.INTERVIEWING, Stage.REJECTED);
    assertThat(send("/api/v1/imports/" + id + "/run", new byte[0]).statusCode()).isEqualTo(404);
  }

  @Test
  void aTableOfWhichNoColumnIsKnownIsMappedByHand() throws Exception {
    HttpResponse<String> answer =
        upload(
            "/settings/imports", "own.csv", "aa,bb\nGardener,x\n".getBytes(StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    String page = answer.headers().firstValue("Location").orElseThrow();
    assertThat(site.get(page).body())
        .contains("own.csv", "No column is known to hold a title", "Gardener");
    assertThat(site.form(page + "/run").body()).contains("No column is known");
    assertThat(site.submit(page, "column-1", "title", "column-2", "", "dayOrder", "").body())
        .contains("<strong>1 row</strong> would go in", "Nothing has been saved yet.");
    assertThat(titles()).isEmpty();
    assertThat(site.form(page, "column-1", "title", "stages", "nonsense").statusCode())
        .isEqualTo(422);
    assertThat(site.form(page + "/run").body()).contains("<strong>1 row</strong> went in");
    assertThat(titles()).containsExactly("Gardener");
    assertThat(site.get(page).statusCode()).isEqualTo(404);
  }

  @Test
  void anExportIsReadInElsewhereAsItWas() throws Exception {
    TestApplications.full(site.tracker());
    byte[] export = bytes("/api/v1/exports/applications.json");
    try (TestSite other = TestSite.empty()) {
      HttpResponse<String> sent =
          other.send(
              other
                  .request("/api/v1/imports?fileName=all.json")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(export)));
      JsonNode preview = json(sent);
      assertThat(preview.get("table").isNull()).isTrue();
      assertThat(preview.at("/outcome/added").asInt()).isEqualTo(1);
      String id = preview.get("id").asText();
      assertThat(json(other.post("/api/v1/imports/" + id + "/run", "")).get("added").asInt())
          .isEqualTo(1);
      assertThat(other.get("/api/v1/exports/applications.json").body().length())
          .isEqualTo(new String(export, StandardCharsets.UTF_8).length());
    }
    assertThat(send("/api/v1/imports", "{\"format\":\"other\"}".getBytes(StandardCharsets.UTF_8)))
        .satisfies(answer -> {
          assertThat(answer.statusCode()).isEqualTo(422);
          assertThat(answer.body()).contains("no export of Jobstream");
        });
    assertThat(send("/api/v1/imports", new byte[0]).statusCode()).isEqualTo(400);
  }

  @Test
  void aBackupIsCheckedAskedForAndPutBackAndWhatWasThereIsSaved() throws Exception {
    TestApplications.full(site.tracker());
    byte[] archive = bytes("/api/v1/backup");
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      assertThat(zip.getNextEntry().getName()).isEqualTo("manifest.json");
    }
    List<String> before = titles();
    TestApplications.add(site.tracker(), "Added since", "Acme");

    JsonNode waiting = json(send("/api/v1/restores", archive));
    assertThat(waiting.get("applications").asInt()).isEqualTo(1);
    assertThat(waiting.get("replaces").asInt()).isEqualTo(2);
    assertThat(titles()).contains("Added since");
    JsonNode done =
        json(send("/api/v1/restores/" + waiting.get("id").asText() + "/run", new byte[0]));
    assertThat(titles()).isEqualTo(before);
    Path saved = Path.of(done.get("saved").asText());
    assertThat(saved).exists().hasParent(site.folder().resolve("backups"));
    assertThat(leftovers()).isEmpty();

    // The same by the forms, back to what was saved.
    HttpResponse<String> answer =
        upload("/settings/restores", "old.zip", Files.readAllBytes(saved));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    String page = answer.headers().firstValue("Location").orElseThrow();
    assertThat(site.get(page).body()).contains("2 applications", "19 March 2026");
    assertThat(site.form(page + "/run").statusCode()).isEqualTo(422);
    assertThat(titles()).isEqualTo(before);
    assertThat(site.form(page + "/run", "sure", "yes").body())
        .contains("are back", "before-restore");
    assertThat(titles()).contains("Added since");
    assertThat(site.form(page + "/run", "sure", "yes").statusCode()).isEqualTo(404);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void whatIsNoBackupOrDamagedIsToldAndNothingIsLeftOfIt() throws Exception {
    TestApplications.full(site.tracker());
    byte[] archive = bytes("/api/v1/backup");
    assertThat(send("/api/v1/restores", "no zip".getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(422);
    byte[] damaged = archive.clone();
    for (int i = damaged.length / 3; i < damaged.length / 3 + 200; i++) {
      damaged[i] ^= 0x55;
    }
    assertThat(send("/api/v1/restores", damaged).statusCode()).isEqualTo(422);
    assertThat(leftovers()).isEmpty();

    String id = json(send("/api/v1/restores", archive)).get("id").asText();
    assertThat(site.send(site.request("/api/v1/restores/" + id).DELETE()).statusCode())
        .isEqualTo(204);
    assertThat(send("/api/v1/restores/" + id + "/run", new byte[0]).statusCode()).isEqualTo(404);
    assertThat(leftovers()).isEmpty();
    assertThat(site.log()).isEmpty();
  }

  @Test
  void uploadsThatWaitAreFewAndGoWithTheServer() throws Exception {
    byte[] archive = bytes("/api/v1/backup");
    for (int i = 0; i < 7; i++) {
      json(send("/api/v1/restores", archive));
    }
    assertThat(leftovers()).hasSize(5);
    site.stop();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void aNoteOf200KilobytesIsTakenAndAFormOf30MegabytesIsRefusedInASentence() {
    String application = TestApplications.add(site.tracker(), "Cook", "Acme").id().text();
    String notes = "/applications/%s/entries/notes".formatted(application);
    assertThat(site.form(notes, "text", "long words ".repeat(18_000)).statusCode()).isEqualTo(303);
    assertThat(site.form(notes, "text", "ü ".repeat(99_000)).statusCode()).isEqualTo(303);
    HttpResponse<String> tooLong = site.form(notes, "text", "ü ".repeat(490_000));
    assertThat(tooLong.statusCode()).isEqualTo(422);
    assertThat(tooLong.body()).contains("200,000");
    HttpResponse<String> tooMuch = site.form(notes, "text", "word ".repeat(6_000_000));
    assertThat(tooMuch.statusCode()).isEqualTo(413);
    assertThat(tooMuch.body()).contains("30.0 MB, at most 10.0 MB can be taken");
  }
}
