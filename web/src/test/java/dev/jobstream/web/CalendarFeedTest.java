package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class CalendarFeedTest {

  private static String address(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body()).get("address").asText();
  }

  private static String path(String address) {
    return URI.create(address).getPath();
  }

  @Test
  void whoKnowsTheAddressReadsTheCalendarAndNobodyElse() throws Exception {
    try (TestSite site = TestSite.with(WebOptions.defaults().withPassword("correct horse"))) {
      String[] signedIn = {"Authorization", "Bearer correct horse"};
      TestApplications.full(site.tracker());
      assertThat(site.get("/calendar/null.ics").statusCode()).isEqualTo(404);
      assertThat(site.get("/calendar/.ics").statusCode()).isEqualTo(404);
      assertThat(site.get("/api/v1/calendar").statusCode()).isEqualTo(401);
      assertThat(site.post("/api/v1/calendar", "").statusCode()).isEqualTo(401);
      assertThat(address(site.get("/api/v1/calendar", signedIn))).isEqualTo("null");

      String first = address(site.post("/api/v1/calendar", "", signedIn));
      assertThat(first).startsWith(site.url("/calendar/").toString()).endsWith(".ics");
      String secret = path(first).replaceAll("/calendar/|\\.ics", "");
      assertThat(Base64.getUrlDecoder().decode(secret)).hasSizeGreaterThanOrEqualTo(16);
      Path file = site.folder().resolve("calendar-address");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");

      HttpResponse<String> calendar = site.get(path(first));
      assertThat(calendar.statusCode()).isEqualTo(200);
      assertThat(calendar.headers().firstValue("Content-Type").orElse(""))
          .isEqualTo("text/calendar; charset=utf-8");
      assertThat(calendar.body()).startsWith("BEGIN:VCALENDAR\r\n").contains("BEGIN:VEVENT");

      for (String wrong :
          new String[] {
            path(first).replace(".ics", ""),
            "/calendar/" + secret.toUpperCase(Locale.ROOT) + ".ics",
            path(first).replace(".ics", ".icsx"),
            "/calendar/" + secret.substring(1) + ".ics",
            "/calendar/x" + secret + ".ics",
            "/calendar/",
            "/calendar/" + secret + ".ics/x"
          }) {
        HttpResponse<String> refused = site.get(wrong);
        assertThat(refused.statusCode()).as(wrong).isEqualTo(404);
        assertThat(refused.body()).doesNotContain("VCALENDAR");
      }

      String second = address(site.post("/api/v1/calendar", "", signedIn));
      assertThat(second).isNotEqualTo(first);
      assertThat(site.get(path(first)).statusCode()).isEqualTo(404);
      site.restart();
      assertThat(site.get(path(second)).statusCode()).isEqualTo(200);
      assertThat(site.send(site.request("/api/v1/calendar", signedIn).DELETE()).statusCode())
          .isEqualTo(204);
      assertThat(site.get(path(second)).statusCode()).isEqualTo(404);
      assertThat(site.log()).isEmpty();
    }
  }

  @Test
  void theSettingsShowTheAddressAndRenewIt() {
    try (TestSite site = TestSite.empty()) {
      assertThat(site.get("/settings").body()).contains("Make an address");
      String page = site.submit("/settings/calendar").body();
      assertThat(page).contains("This is the address.", site.url("/calendar/").toString());
      assertThat(site.submit("/settings/calendar/delete").body()).contains("Make an address");
    }
  }
}
