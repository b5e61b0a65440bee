package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds the OpenAPI document to the running server. */
final class ApiDescriptionTest {

  @Test
  void everyRouteIsDescribedAndEveryDescribedRouteIsThere() throws Exception {
    try (TestSite site = TestSite.empty()) {
      TreeSet<String> described = new TreeSet<>();
      for (Map.Entry<String, JsonNode> path : document(site).get("paths").properties()) {
        for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
          if (!operation.getKey().equals("parameters")) {
            described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
          }
        }
      }
      assertThat(new TreeSet<>(site.apiRoutes())).isEqualTo(described);
    }
  }

  @Test
  void everyOperationTellsWhatItAnswersAndEveryReferenceLeadsSomewhere() throws Exception {
    try (TestSite site = TestSite.empty()) {
      JsonNode document = document(site);
      for (JsonNode reference : document.findValues("$ref")) {
        String pointer = reference.asText().substring(1);
        assertThat(document.at(pointer).isMissingNode()).as(reference.asText()).isFalse();
      }
      document
          .get("paths")
          .properties()
          .forEach(path ->
              path.getValue()
                  .properties()
                  .forEach(operation -> {
                    if (!operation.getKey().equals("parameters")) {
                      assertThat(operation.getValue().path("summary").asText())
                          .as(path.getKey())
                          .isNotBlank();
                      assertThat(operation.getValue().path("responses").isEmpty())
                          .as(path.getKey())
                          .isFalse();
                    }
                  }));
    }
  }

  @Test
  void whatTheServerAnswersIsWhatIsDescribed() throws Exception {
    try (TestSite site = TestSite.with(TestModels.of(ScriptedChatModel.answering("{}")))) {
      JsonNode document = document(site);
      JsonNode draft = json(site.post("/api/v1/drafts", "{\"content\":\"Gardener\\nExample AG\"}"));
      String id = draft.get("id").asText();
      check(document, "Draft", draft);
      check(document, "Draft", json(site.get("/api/v1/drafts/" + id)));
      JsonNode stream = json(site.post("/api/v1/drafts/" + id + "/analysis", ""));
      check(document, "Stream", stream);
      check(document, "Stream", json(site.get("/api/v1/streams/" + stream.get("id").asText())));
      check(document, "Model", json(site.get("/api/v1/models")).get("items").get(0));
      check(document, "Problem", json(site.get("/api/v1/streams/none")));
      check(document, "Settings", json(site.get("/api/v1/settings")));
      for (JsonNode backend : json(site.get("/api/v1/backends")).get("items")) {
        check(document, "Backend", backend);
      }
      check(document, "Calendar", json(site.post("/api/v1/calendar", "")));
      JsonNode waiting = json(site.post("/api/v1/imports", "Title,Company\nCook,Acme\n"));
      check(document, "Import", waiting);
      check(document, "ImportOutcome", waiting.get("outcome"));
      String job = "\"job\":{\"title\":\"Gardener\",\"company\":\"Example AG\"}}";
      HttpResponse<String> saved =
          site.post("/api/v1/applications", "{\"draft\":\"" + id + "\"," + job);
      assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
      JsonNode duplicates =
          json(site.get("/api/v1/applications/duplicates?title=Gardener&company=Example+AG"));
      check(document, "Duplicate", duplicates.get("items").get(0));
      HttpResponse<String> refused = site.post("/api/v1/applications", "{" + job);
      assertThat(refused.statusCode()).isEqualTo(409);
      check(document, "Duplicate", json(refused).get("duplicates").get(0));
      String unsaved =
          json(site.post("/api/v1/drafts", "{\"content\":\"Cook\"}")).get("id").asText();
      assertThat(site.send(site.request("/api/v1/drafts/" + unsaved).DELETE()).statusCode())
          .isEqualTo(204);
      assertThat(site.get("/api/v1/drafts/" + unsaved).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aRelativeDayOfADraftCountsFromToday() {
    try (TestSite site = TestSite.empty()) {
      String posting = "Clerk\\nAcme\\nPosted 3 days ago\\n\\nWe count.";
      assertThat(site.post("/api/v1/drafts", "{\"content\":\"" + posting + "\"}").body())
          .contains("\"2026-03-16\"");
    }
  }

  @Test
  void whatIsNoJsonOrNoValueOfItsFieldIsToldSo() {
    try (TestSite site = TestSite.empty()) {
      assertThat(site.post("/api/v1/drafts", "{\"content\":").body()).contains("line 1");
      assertThat(site.post("/api/v1/drafts", "null").statusCode()).isEqualTo(400);
      assertThat(site.post("/api/v1/drafts", "{}").body()).contains("The posting is empty");
      assertThat(application(site, "\"datePosted\":\"soon\"")).contains("`soon`", "2026-03-12");
      assertThat(application(site, "\"seniority\":\"GURU\"")).contains("`GURU`", "MID_SENIOR");
      assertThat(application(site, "\"sourceUrl\":\"javascript:alert(1)\"")).contains("http://");
      assertThat(application(site, "\"salary\":{\"min\":2,\"max\":1}")).contains("`2 to 1`");
      assertThat(site.post("/api/v1/applications", "{}").body()).contains("nothing-to-save");
      assertThat(site.log()).isEmpty();
    }
  }

  @Test
  void thirtyMegabytesAreRefusedInASentence() {
    try (TestSite site = TestSite.empty()) {
      String body = "{\"content\":\"" + "work ".repeat(6_000_000) + "\"}";
      HttpResponse<String> answer =
          site.send(site.request("/api/v1/drafts").POST(HttpRequest.BodyPublishers.ofString(body)));
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("30.0 MB", "at most 8.0 MB");
      HttpResponse<String> longer =
          site.post("/api/v1/drafts", "{\"content\":\"" + "work ".repeat(250_000) + "\"}");
      assertThat(longer.statusCode()).isEqualTo(422);
      assertThat(longer.body()).contains("1,250,000 characters");
    }
  }

  private static String application(TestSite site, String field) {
    HttpResponse<String> answer =
        site.post("/api/v1/applications", "{\"job\":{\"title\":\"Cook\"," + field + "}}");
    assertThat(answer.statusCode()).isEqualTo(422);
    return answer.body();
  }

  /** The properties are those that are described, and all that are required are there. */
  private static void check(JsonNode document, String schema, JsonNode value) {
    JsonNode described = document.at("/components/schemas/" + schema);
    assertThat(value.properties().stream().map(Map.Entry::getKey))
        .as(schema)
        .isSubsetOf(
            described.get("properties").properties().stream().map(Map.Entry::getKey).toList());
    described
        .path("required")
        .forEach(name -> assertThat(value.has(name.asText())).as(schema + "." + name).isTrue());
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }

  private static JsonNode document(TestSite site) throws Exception {
    String yaml = site.get(ApiDescription.PATH).body();
    Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return new ObjectMapper().valueToTree(document);
  }
}
