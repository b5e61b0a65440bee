package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class AssetsTest {
  private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"(/assets/[^\"#]+)");

  @Test
  void whatAPageNamesIsThereForEverAndCompressed() throws Exception {
    try (TestSite site = TestSite.empty()) {
      Matcher addresses = ADDRESS.matcher(site.get("/").body());
      int seen = 0;
      while (addresses.find()) {
        String path = addresses.group(1);
        assertThat(path).matches("/assets/[\\w-]+\\.[0-9a-f]{12}\\.\\w+");
        HttpResponse<byte[]> answer =
            site.client()
                .send(
                    site.request(path, "Accept-Encoding", "gzip").build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        byte[] unpacked =
            new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8)).isEqualTo(site.get(path).body());
        seen++;
      }
      assertThat(seen).isGreaterThan(3);
    }
  }

  @Test
  void theNameOfAnotherVersionIsNotThere() {
    try (TestSite site = TestSite.empty()) {
      assertThat(site.get("/assets/app.0123456789ab.css").statusCode()).isEqualTo(404);
      assertThat(site.get("/assets/app.css").statusCode()).isEqualTo(404);
      assertThat(site.get("/assets/none.0123456789ab.css").statusCode()).isEqualTo(404);
      assertThat(site.get("/assets/..%2fopenapi.0123456789ab.yaml").statusCode()).isIn(400, 404);
    }
  }

  @Test
  void modulesImportEachOtherByHashedNames() {
    try (TestSite site = TestSite.empty()) {
      String url = new Assets().url("streaming-display.js");
      assertThat(site.get(url).body())
          .containsPattern("from \"/assets/[\\w-]+\\.[0-9a-f]{12}\\.js\"")
          .doesNotContain("from \"./");
    }
  }

  @Test
  void aPageThatNamesAMissingAssetIsAFaultOfOurs() {
    assertThatThrownBy(() -> new Assets().url("none.css")).hasMessageContaining("`none.css`");
  }
}
