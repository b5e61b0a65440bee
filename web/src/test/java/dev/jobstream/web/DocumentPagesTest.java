package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Id;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DocumentPagesTest {
  private static final String BOUNDARY = "jobstream-test-boundary";

  private final TestSite site = TestSite.empty();
  private Id application = new Id("0000000000000000");

  @BeforeEach
  void begin() {
    application = TestApplications.add(site.tracker(), "Engineer", "Acme").id();
  }

  @AfterEach
  void end() {
    site.close();
  }

  private HttpResponse<String> upload(String fileName, String type, byte[] content) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        """
        --%s
        Content-Disposition: form-data; name="kind"

        COVER_LETTER
        --%s
        Content-Disposition: form-data; name="file"; filename="%s"
        Content-Type: %s

        """
            .replace("\n", "\r\n")
            .formatted(BOUNDARY, BOUNDARY, fileName, type)
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return site.send(
        site.request(
                "/applications/%s/documents".formatted(application),
                "Content-Type",
                "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private Document uploaded(String fileName, String type, String content) {
    HttpResponse<String> answer =
        upload(fileName, type, content.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return site.tracker().documents().of(application).getLast();
  }

  @Test
  void aDocumentIsKeptAndComesBackByteForByte() {
    Document letter = uploaded("letter (final) ü.txt", "text/plain", "Dear Sir\r\n\u00e4");
    assertThat(letter.kind()).isEqualTo(Document.Kind.COVER_LETTER);
    HttpResponse<byte[]> download = bytes("/documents/" + letter.id());
    assertThat(download.body())
        .isEqualTo("Dear Sir\r\n\u00e4".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(download.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment; filename=\"letter _final_ __.txt\"")
        .endsWith("filename*=UTF-8''letter%20%28final%29%20%C3%BC.txt");
  }

  private HttpResponse<byte[]> bytes(String path) {
    try {
      return site.client()
          .send(site.request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whateverATypeClaimsADownloadIsNeverOpenedWithinTheSite() {
    for (List<String> lie :
        List.of(
            List.of("page.html", "text/html", "<script>alert(1)</script>"),
            List.of("picture.png", "image/png", "<html><script>alert(1)</script>"),
            List.of("drawing.svg", "image/svg+xml", "<svg onload='alert(1)'/>"),
            List.of("letter.pdf", "application/pdf", "MZ\u0000not a PDF"))) {
      Document document = uploaded(lie.get(0), lie.get(1), lie.get(2));
      HttpResponse<String> download = site.get("/documents/" + document.id());
      assertThat(download.headers().firstValue("Content-Type"))
          .contains("application/octet-stream");
      assertThat(download.headers().firstValue("Content-Disposition").orElse(""))
          .startsWith("attachment");
      assertThat(download.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(download.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("sandbox");

      HttpResponse<String> preview = site.get("/documents/%s/preview".formatted(document.id()));
      assertThat(preview.body()).doesNotContain("<script>alert", "<svg onload");
      assertThat(preview.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'");
    }
  }

  @Test
  void aPreviewTellsWhatAFileIsByItsContent() {
    Document picture = uploaded("scan.txt", "text/plain", "\u0089PNG\r\n\u001a\nrest");
    HttpResponse<String> preview = site.get("/documents/%s/preview".formatted(picture.id()));
    assertThat(preview.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(preview.headers().firstValue("X-Frame-Options")).contains("SAMEORIGIN");

    Document program = uploaded("letter.pdf", "application/pdf", "MZ\u0000\u0001");
    HttpResponse<String> none = site.get("/documents/%s/preview".formatted(program.id()));
    assertThat(none.statusCode()).isEqualTo(422);
    assertThat(none.body()).contains("`letter.pdf` cannot be shown here");
  }

  @Test
  void whatIsTooLargeEmptyOrNoFileIsRefusedAndNothingIsKept() {
    byte[] large = new byte[(int) TestSite.MOST_DOCUMENT_BYTES + 1];
    HttpResponse<String> answer = upload("large.bin", "application/pdf", large);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("larger than 1,000,000 bytes");
    assertThat(upload("empty.txt", "text/plain", new byte[0]).body()).contains("is empty");
    assertThat(upload("", "text/plain", new byte[0]).statusCode()).isEqualTo(422);
    assertThat(site.form("/applications/%s/documents".formatted(application)).statusCode())
        .isEqualTo(400);
    assertThat(site.tracker().documents().of(application)).isEmpty();
  }

  @Test
  void aFileNameIsNoPath() {
    Document document = uploaded("../../etc/passwd", "text/plain", "x");
    assertThat(document.fileName()).isEqualTo("passwd");
  }

  @Test
  void aRemovedDocumentComesBack() {
    Document document = uploaded("letter.txt", "text/plain", "x");
    String page = site.submit("/documents/%s/remove".formatted(document.id())).body();
    assertThat(page).contains("The document is removed.");
    assertThat(site.tracker().documents().of(application)).isEmpty();
    site.submit("/documents/%s/restore".formatted(document.id()));
    assertThat(site.tracker().documents().of(application)).hasSize(1);
  }
}
