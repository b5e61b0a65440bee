package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TrustTest {

  @Test
  void aForeignHostIsRefusedWhateverIsAskedFor() throws Exception {
    try (TestSite site = TestSite.empty()) {
      for (String path : new String[] {"/", "/api/v1/openapi.yaml", "/assets/app.css", "/none"}) {
        String answer =
            RawHttp.send(site.port(), "GET " + path + " HTTP/1.1", "Host: evil.example:8484");
        assertThat(answer).startsWith("HTTP/1.1 421").contains("`evil.example:8484`");
      }
      for (String host :
          new String[] {"127.0.0.1.evil.example", "localhost.evil.example", "169.254.1.1"}) {
        assertThat(RawHttp.send(site.port(), "GET / HTTP/1.1", "Host: " + host))
            .startsWith("HTTP/1.1 421");
      }
      for (String host : new String[] {"localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8484"}) {
        assertThat(RawHttp.send(site.port(), "GET / HTTP/1.1", "Host: " + host))
            .startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void anotherSiteCannotChangeAnything() {
    try (TestSite site = TestSite.empty()) {
      String path = "/api/v1/streams/x/cancel";
      String own = "http://127.0.0.1:" + site.port();
      assertThat(site.post(path, "{}", "Origin", "https://evil.example").statusCode())
          .isEqualTo(403);
      assertThat(site.post(path, "{}", "Origin", "null").statusCode()).isEqualTo(403);
      assertThat(site.post(path, "{}", "Origin", "http://127.0.0.1:1").statusCode()).isEqualTo(403);
      assertThat(site.post(path, "{}", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
      assertThat(site.post(path, "{}", "Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
      assertThat(
              site.post(
                      path, "{}", "Origin", "https://evil.example", "Sec-Fetch-Site", "same-origin")
                  .statusCode())
          .isEqualTo(403);
      // From its own page, and from a program that is no browser: the stream is not there.
      assertThat(site.post(path, "{}", "Origin", own).statusCode()).isEqualTo(404);
      assertThat(site.post(path, "{}").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void everyAnswerForbidsInlineScriptsAndOtherHosts() {
    try (TestSite site = TestSite.empty()) {
      for (String path : new String[] {"/", "/nothing", "/api/v1/nothing"}) {
        HttpResponse<String> answer = site.get(path);
        String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
        assertThat(policy)
            .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
            .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
      }
    }
  }

  @Test
  void whatIsNotThereIsAPageForPeopleAndAProblemForPrograms() {
    try (TestSite site = TestSite.empty()) {
      HttpResponse<String> page = site.get("/no%3Cb%3Ewhere");
      assertThat(page.statusCode()).isEqualTo(404);
      assertThat(page.body()).contains("<h1>There is nothing here</h1>").doesNotContain("<b>");

      HttpResponse<String> problem = site.get("/api/v1/nowhere");
      assertThat(problem.statusCode()).isEqualTo(404);
      assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(problem.body()).contains("\"type\":\"urn:jobstream:problem:not-found\"");
      assertThat(site.log()).isEmpty();
    }
  }

  @Test
  void otherMachinesAreLetInOnlyWithAPassword() {
    assertThatThrownBy(() -> new WebOptions("0.0.0.0", 0, null, Set.of()))
        .isInstanceOf(WebException.class)
        .hasMessageContaining("`0.0.0.0`")
        .hasMessageContaining("--password-file");
    assertThatThrownBy(() -> new WebOptions("127.0.0.1", 0, "short", Set.of()))
        .isInstanceOf(WebException.class)
        .hasMessageContaining("5 characters");
    assertThat(new WebOptions("0.0.0.0", 0, "correct horse", Set.of()).toString())
        .doesNotContain("correct horse");
  }

  @Test
  void aTakenPortIsToldInASentence() {
    try (TestSite site = TestSite.empty()) {
      WebOptions same = new WebOptions("127.0.0.1", site.port(), null, Set.of());
      WebParts parts = site.parts();
      assertThatThrownBy(() -> WebServer.start(same, parts))
          .isInstanceOf(WebException.class)
          .hasMessageContaining("The port %d is taken".formatted(site.port()))
          .hasMessageContaining("--port");
    }
  }

  @Test
  void behindAPasswordNothingIsSeenBeforeItIsGiven() {
    WebOptions options = WebOptions.defaults().withPassword("correct horse");
    try (TestSite site = TestSite.with(options)) {
      HttpResponse<String> page = site.get("/");
      assertThat(page.statusCode()).isEqualTo(302);
      assertThat(page.headers().firstValue("Location")).contains("/login");
      assertThat(site.get("/api/v1/openapi.yaml").statusCode()).isEqualTo(401);
      assertThat(site.get("/login").body()).contains("type=\"password\"");

      HttpResponse<String> wrong = signIn(site, "wrong");
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();

      String cookie = signIn(site, "correct+horse").headers().firstValue("Set-Cookie").orElse("");
      assertThat(cookie).contains("HttpOnly").containsIgnoringCase("SameSite=Lax");
      String pair = cookie.substring(0, cookie.indexOf(';'));
      assertThat(site.get("/", "Cookie", pair).statusCode()).isEqualTo(200);
      assertThat(
              site.get("/api/v1/openapi.yaml", "Authorization", "Bearer correct horse")
                  .statusCode())
          .isEqualTo(200);

      site.send(site.request("/logout", "Cookie", pair).POST(HttpRequest.BodyPublishers.noBody()));
      assertThat(site.get("/", "Cookie", pair).statusCode()).isEqualTo(302);
    }
  }

  @Test
  void passwordsCannotBeTriedForLong() {
    WebOptions options = WebOptions.defaults().withPassword("correct horse");
    try (TestSite site = TestSite.with(options)) {
      for (int i = 0; i < 10; i++) {
        assertThat(signIn(site, "wrong" + i).statusCode()).isEqualTo(401);
      }
      assertThat(signIn(site, "correct+horse").statusCode()).isEqualTo(429);
    }
  }

  private static HttpResponse<String> signIn(TestSite site, String password) {
    return site.send(
        site.request("/login", "Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("password=" + password)));
  }
}
