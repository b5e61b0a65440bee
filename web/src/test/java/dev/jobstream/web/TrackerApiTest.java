package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.tracker.applications.Id;
import dev.jobstream.tracker.applications.Stage;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the pages do, over the API. */
final class TrackerApiTest {
  private static final String APPLICATIONS = "/api/v1/applications";

  private final TestSite site = TestSite.empty();

  @AfterEach
  void end() {
    site.close();
  }

  private JsonNode json(HttpResponse<String> answer, int status) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new ObjectMapper().readTree(answer.body());
  }

  private JsonNode get(String path) throws Exception {
    return json(site.get(path), 200);
  }

  private HttpResponse<String> put(String path, String json) {
    return site.send(
        site.request(path, "Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json)));
  }

  private HttpResponse<String> delete(String path) {
    return site.send(site.request(path).DELETE());
  }

  @Test
  void aListIsSearchedAndComesInPages() throws Exception {
    for (int i = 0; i < 5; i++) {
      TestApplications.add(site.tracker(), "Job " + i, i < 3 ? "Acme" : "Other");
    }
    JsonNode first = get(APPLICATIONS + "?q=company:acme&limit=2");
    assertThat(first.get("items")).hasSize(2);
    JsonNode second =
        get(APPLICATIONS + "?q=company:acme&limit=2&cursor=" + first.get("next").asText());
    assertThat(second.get("items")).hasSize(1);
    assertThat(second.get("next").isNull()).isTrue();
    assertThat(json(site.get(APPLICATIONS + "?q=salery:1"), 422).get("type").asText())
        .endsWith("invalid-search");
    assertThat(site.get(APPLICATIONS + "?limit=0").statusCode()).isEqualTo(422);
    assertThat(site.get(APPLICATIONS + "?limit=many").statusCode()).isEqualTo(400);
    assertThat(site.get(APPLICATIONS + "?cursor=nonsense").statusCode()).isEqualTo(422);
  }

  @Test
  void anApplicationIsShownChangedMovedAndTrashed() throws Exception {
    Id id = TestApplications.full(site.tracker()).id();
    String path = APPLICATIONS + "/" + id;
    JsonNode whole = get(path);
    assertThat(whole.get("title").asText()).isEqualTo("Senior Backend Engineer");
    assertThat(whole.get("documents")).hasSize(1);
    long version = whole.get("version").asLong();

    String edit =
        "{\"version\":%d,\"job\":{\"title\":\"Staff\"},\"tags\":[\"a\"]}".formatted(version);
    assertThat(json(put(path, edit), 200).get("title").asText()).isEqualTo("Staff");
    assertThat(json(put(path, edit), 409).get("type").asText()).endsWith("changed");

    JsonNode moved =
        json(site.post(path + "/moves", "{\"stage\":\"offer\",\"on\":\"2026-03-18\"}"), 200);
    assertThat(moved.get("stage").asText()).isEqualTo("OFFER");
    String wrong = get(path).get("history").get(3).get("id").asText();
    JsonNode corrected =
        json(
            site.post(path + "/moves/" + wrong + "/correction", "{\"stage\":\"ASSESSMENT\"}"), 200);
    assertThat(corrected.get("stage").asText()).isEqualTo("ASSESSMENT");
    assertThat(site.post(path + "/moves", "{}").statusCode()).isEqualTo(400);

    assertThat(json(delete(path), 200).get("trashedAt").isNull()).isFalse();
    assertThat(get(APPLICATIONS).get("items")).isEmpty();
    json(site.post(path + "/restore", ""), 200);
    assertThat(get(APPLICATIONS).get("items")).hasSize(1);
    assertThat(site.get(APPLICATIONS + "/0000000000000000").statusCode()).isEqualTo(404);
  }

  @Test
  void manyAreMovedAtOnceAndTakenBack() throws Exception {
    Id one = TestApplications.add(site.tracker(), "One", "Acme").id();
    Id two = TestApplications.add(site.tracker(), "Two", "Acme", Stage.SCREENING).id();
    String moves = "/api/v1/moves";
    JsonNode moved =
        json(
            site.post(moves, "{\"ids\":[\"%s\",\"%s\"],\"stage\":\"OFFER\"}".formatted(one, two)),
            200);
    assertThat(moved.get("items")).hasSize(2);
    assertThat(stage(two)).isEqualTo(Stage.OFFER);
    assertThat(site.post(moves + "/undo", moved.toString()).statusCode()).isEqualTo(204);
    assertThat(stage(one)).isEqualTo(Stage.SAVED);
    assertThat(stage(two)).isEqualTo(Stage.SCREENING);
    assertThat(json(site.post(moves + "/undo", moved.toString()), 422).get("detail").asText())
        .contains("is corrected already");
  }

  @Test
  void ofManyThatAreMovedAllAreOrNone() throws Exception {
    Id one = TestApplications.add(site.tracker(), "One", "Acme").id();
    String moves = "/api/v1/moves";
    assertThat(
            site.post(
                    moves,
                    "{\"ids\":[\"%s\",\"0000000000000000\"],\"stage\":\"OFFER\"}".formatted(one))
                .statusCode())
        .isEqualTo(404);
    assertThat(stage(one)).isEqualTo(Stage.SAVED);
    assertThat(site.post(moves, "{\"ids\":[],\"stage\":\"OFFER\"}").statusCode()).isEqualTo(422);
    assertThat(site.post(moves, "{\"ids\":[null],\"stage\":\"OFFER\"}").statusCode())
        .isEqualTo(422);
    assertThat(site.post(moves, "{\"ids\":[\"%s\"]}".formatted(one)).statusCode()).isEqualTo(400);
    assertThat(site.post(moves + "/undo", "{\"items\":[null]}").statusCode()).isEqualTo(422);
    assertThat(site.post(moves + "/undo", "{\"items\":[{\"move\":\"x\"}]}").statusCode())
        .isEqualTo(400);
  }

  private Stage stage(Id id) {
    return site.tracker().applications().get(id).stage();
  }

  @Test
  void entriesComeChangeGoAndComeBack() throws Exception {
    Id id = TestApplications.add(site.tracker(), "Engineer", "Acme").id();
    JsonNode reminder =
        json(
            site.post(
                APPLICATIONS + "/" + id + "/reminders",
                "{\"action\":\"Ask\",\"due\":\"2026-03-20\"}"),
            201);
    String path = "/api/v1/reminders/" + reminder.get("id").asText();
    assertThat(get("/api/v1/reminders?until=2026-03-20").get("items")).hasSize(1);
    assertThat(get("/api/v1/reminders?until=2026-03-19").get("items")).isEmpty();
    JsonNode done = json(put(path + "/done", "{\"done\":true}"), 200);
    assertThat(done.get("doneAt").isNull()).isFalse();
    String change =
        "{\"version\":%d,\"action\":\"Ask again\",\"due\":\"2026-03-21\"}"
            .formatted(done.get("version").asLong());
    assertThat(json(put(path, change), 200).get("action").asText()).isEqualTo("Ask again");
    assertThat(put(path, change).statusCode()).isEqualTo(409);
    json(delete(path), 200);
    assertThat(site.get(path).statusCode()).isEqualTo(404);
    json(site.post(path + "/restore", ""), 200);

    JsonNode interview =
        json(
            site.post(
                APPLICATIONS + "/" + id + "/interviews",
                "{\"startsAt\":\"2026-03-20T10:30:00+01:00\",\"kind\":\"PHONE\",\"people\":[\"Mara\"]}"),
            201);
    assertThat(interview.get("round").asInt()).isEqualTo(1);
    assertThat(get("/api/v1/interviews?from=2026-03-20T09:00:00Z").get("items")).hasSize(1);
    assertThat(get("/api/v1/interviews?from=2026-03-20T10:00:00Z").get("items")).isEmpty();
    json(site.post(APPLICATIONS + "/" + id + "/notes", "{\"text\":\"x\"}"), 201);
    json(site.post(APPLICATIONS + "/" + id + "/contacts", "{\"name\":\"Mara\"}"), 201);
    assertThat(site.post(APPLICATIONS + "/" + id + "/notes", "{}").statusCode()).isEqualTo(422);
  }

  @Test
  void aDocumentsContentIsTheBodyAsItIs() throws Exception {
    Id id = TestApplications.add(site.tracker(), "Engineer", "Acme").id();
    HttpResponse<String> answer =
        site.send(
            site.request(APPLICATIONS + "/" + id + "/documents?fileName=cv.html&kind=RESUME")
                .POST(HttpRequest.BodyPublishers.ofString("<script>alert(1)</script>")));
    String path = "/api/v1/documents/" + json(answer, 201).get("id").asText();
    assertThat(get(path).get("fileName").asText()).isEqualTo("cv.html");
    HttpResponse<String> content = site.get(path + "/content");
    assertThat(content.body()).isEqualTo("<script>alert(1)</script>");
    assertThat(content.headers().firstValue("Content-Type")).contains("application/octet-stream");
    json(delete(path), 200);
    assertThat(site.get(path).statusCode()).isEqualTo(404);
    assertThat(site.post(APPLICATIONS + "/" + id + "/documents", "x").statusCode()).isEqualTo(400);
  }

  @Test
  void searchesAreSavedAndStatisticsCounted() throws Exception {
    TestApplications.several(site.tracker());
    JsonNode saved =
        json(site.post("/api/v1/searches", "{\"name\":\"Open\",\"query\":\"is:open\"}"), 201);
    String path = "/api/v1/searches/" + saved.get("id").asText();
    assertThat(
            put(path, "{\"version\":1,\"name\":\"All open\",\"query\":\"is:open\"}").statusCode())
        .isEqualTo(200);
    assertThat(get("/api/v1/searches").get("items").get(0).get("name").asText())
        .isEqualTo("All open");
    json(delete(path), 200);
    assertThat(get("/api/v1/searches").get("items")).isEmpty();
    assertThat(get("/api/v1/statistics").get("total").asInt()).isEqualTo(11);
  }
}
