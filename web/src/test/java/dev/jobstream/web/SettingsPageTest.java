package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models, servers, keys and the display, on the page and over the API. */
final class SettingsPageTest {
  private static final String SECRET = "good-4711-secret";

  private final Gate halfWay = new Gate();
  private final TestSite site =
      TestSite.with(
          TestModels.unchosen(
                  ScriptedChatModel.answering("{}"),
                  ScriptedChatModel.builder().id("qwen3:0.6b").text("{}").build())
              .downloadable(
                  ScriptedChatModel.builder().id("qwen3-1.7b").text("{}").build(), halfWay));

  @AfterEach
  void end() {
    halfWay.release();
    site.close();
  }

  private HttpResponse<String> put(String path, String json) {
    return site.send(
        site.request(path, "Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json)));
  }

  private HttpResponse<String> delete(String path) {
    return site.send(site.request(path).DELETE());
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = site.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  @Test
  void aModelIsChosenFromThoseThatCanBeAsked() throws Exception {
    assertThat(site.get("/settings/models").body()).contains("rules alone", "qwen3:0.6b");
    assertThat(site.submit("/settings/model", "key", "test/qwen3:0.6b").body())
        .contains("It reads postings from now on.");
    assertThat(site.parts().models().forPostings().orElseThrow().key())
        .isEqualTo("test/qwen3:0.6b");
    assertThat(site.get("/settings/models").body())
        .containsPattern("<option value=\"test/qwen3:0.6b\" selected>");
    assertThat(json("/api/v1/models/choosable").get("items").get(0).get("key").asText())
        .isEqualTo("test/qwen3:0.6b");
    assertThat(site.form("/settings/model", "key", "no/such").statusCode()).isEqualTo(422);
  }

  @Test
  void aDownloadThatRunsIsShownAndNotBegunASecondTime() throws Exception {
    JsonNode offered = json("/api/v1/models/downloads").get("items").get(0);
    assertThat(offered.get("name").asText()).isEqualTo("qwen3-1.7b");
    assertThat(offered.get("stream").isNull()).isTrue();
    String begun = site.post("/api/v1/models/downloads", "{\"name\":\"qwen3-1.7b\"}").body();
    String again = site.post("/api/v1/models/downloads", "{\"name\":\"qwen3-1.7b\"}").body();
    String stream = new ObjectMapper().readTree(begun).get("id").asText();
    assertThat(new ObjectMapper().readTree(again).get("id").asText()).isEqualTo(stream);
    assertThat(
            json("/api/v1/models/downloads").get("items").get(0).get("stream").get("id").asText())
        .isEqualTo(stream);
    assertThat(site.get("/settings/models").body())
        .contains("src=\"/api/v1/streams/" + stream + "/events\"");
    assertThat(site.post("/api/v1/models/downloads", "{\"name\":\"no-such\"}").statusCode())
        .isEqualTo(422);
  }

  @Test
  void theDisplayIsPacedAsOneSays() throws Exception {
    assertThat(json("/api/v1/settings").get("display").get("inProcessMs").asInt()).isEqualTo(50);
    assertThat(site.submit("/settings/display", "inProcessMs", "80", "httpMs", "0").body())
        .contains("Saved.", "value=\"80\"", "value=\"0\"");
    assertThat(put("/api/v1/settings/display", "{\"httpMs\":30}").statusCode()).isEqualTo(200);
    JsonNode display = json("/api/v1/settings").get("display");
    assertThat(display.get("inProcessMs").asInt()).isEqualTo(80);
    assertThat(display.get("httpMs").asInt()).isEqualTo(30);
    assertThat(put("/api/v1/settings/display", "{\"httpMs\":5001}").body())
        .contains("`5001`; it must be from 0 to 5000");
    assertThat(site.form("/settings/display", "inProcessMs", "-1").statusCode()).isEqualTo(422);
  }

  @Test
  void aKeyGoesInAndNeverComesOut() throws Exception {
    assertThat(put("/api/v1/backends/openrouter/key", "{\"key\":\"" + SECRET + "\"}").statusCode())
        .isEqualTo(204);
    assertThat(site.settings().keys()).containsEntry("openrouter", SECRET);
    JsonNode backend = json("/api/v1/backends/openrouter");
    assertThat(backend.get("state").asText()).isEqualTo("REACHABLE");
    assertThat(backend.get("key").get("place").asText()).isEqualTo("KEPT");
    assertThat(site.submit("/settings/servers/openai/key", "key", SECRET).body())
        .contains("The key is kept.")
        .doesNotContain(SECRET);
    for (String path :
        new String[] {"/settings", "/settings/servers", "/settings/models", "/api/v1/backends"}) {
      assertThat(site.get(path).body()).doesNotContain(SECRET);
    }
    HttpResponse<String> refused =
        put("/api/v1/backends/openrouter/key", "{\"key\":\"two " + SECRET + "\"}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("white space").doesNotContain(SECRET);
    assertThat(put("/api/v1/backends/openrouter/key", "{\"key\": " + SECRET).body())
        .doesNotContain(SECRET);
    assertThat(put("/api/v1/backends/none/key", "{\"key\":\"" + SECRET + "\"}").statusCode())
        .isEqualTo(422);
    assertThat(site.log()).isEmpty();

    assertThat(delete("/api/v1/backends/openrouter/key").statusCode()).isEqualTo(204);
    assertThat(site.submit("/settings/servers/openai/key/delete").body())
        .contains("The key is forgotten.");
    assertThat(site.settings().keys()).isEmpty();
  }

  @Test
  void theColoursAreThoseOfTheBrowser() {
    HttpResponse<String> answer = site.form("/settings/appearance", "theme", "DARK");
    assertThat(answer.statusCode()).isEqualTo(303);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).startsWith("jobstream_theme=dark").contains("SameSite=Lax");
    assertThat(site.get("/settings", "Cookie", "jobstream_theme=dark").body())
        .contains("data-theme=\"dark\"");
    assertThat(site.form("/settings/appearance", "theme", "PINK").statusCode()).isEqualTo(422);
  }

  @Test
  void serversAreShownWithWhatTheyAreAndHave() throws Exception {
    String page = site.get("/settings/servers").body();
    assertThat(page)
        .contains("Ollama 0.32.1", "reachable", "in 3 ms", "2 models", "gemma3:1b")
        .contains("Nothing answers at `http://localhost:8080`")
        .contains("not set up", "config.yaml:12");
    JsonNode items = json("/api/v1/backends").get("items");
    assertThat(items.get(0).get("name").asText()).isEqualTo("llama.cpp");
    assertThat(items.get(1).get("latencyMs").asDouble()).isEqualTo(3.0);
    assertThat(site.get("/api/v1/backends/none").statusCode()).isEqualTo(422);
  }
}
