package dev.jobstream.tracker.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobstream.tracker.applications.Document;
import dev.jobstream.tracker.applications.Document.Kind;
import dev.jobstream.tracker.applications.Documents;
import dev.jobstream.tracker.applications.JobApplication;
import dev.jobstream.tracker.applications.Tracker;
import dev.jobstream.tracker.applications.TrackerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files that were sent. */
final class DocumentsContractTest extends StoreContract {
  private Documents documents;
  private JobApplication baker;

  @BeforeEach
  void addOne() {
    documents = tracker.documents();
    baker = add("Baker", "Bread Ltd");
  }

  private static InputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("documents"))) {
      return all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(".lock"))
          .sorted()
          .toList();
    }
  }

  @Test
  void whatWasSentStaysWhatItWas() throws IOException {
    Path resume = folder.resolve("resume.pdf");
    Files.writeString(resume, "version 1");
    Document sent;
    try (InputStream in = Files.newInputStream(resume)) {
      sent = documents.attach(baker.id(), Kind.RESUME, resume.toString(), in);
    }
    Files.writeString(resume, "version 2");
    assertThat(sent.fileName()).isEqualTo("resume.pdf");
    assertThat(sent.mediaType()).isEqualTo("application/pdf");
    assertThat(sent.bytes()).isEqualTo(9);
    assertThat(documents.of(baker.id())).containsExactly(sent);
    assertThat(documents.find(sent.id().text())).isEqualTo(sent);
    assertThat(documents.file(sent)).hasContent("version 1");
    assertThat(files()).containsExactly(sent.sha256());
  }

  @Test
  void theSameContentIsKeptOnceAndGoesWithTheLastThatHasIt() throws IOException {
    JobApplication cook = add("Cook", "Soup Ltd");
    Document one = documents.attach(baker.id(), Kind.RESUME, "a.pdf", content("same"));
    documents.attach(cook.id(), Kind.OTHER, "b.pdf", content("same"));
    assertThat(files()).containsExactly(one.sha256());
    applications.trash(baker.id());
    applications.purge(baker.id());
    assertThat(files()).containsExactly(one.sha256());
    applications.trash(cook.id());
    applications.purge(cook.id());
    assertThat(files()).isEmpty();
  }

  @Test
  void namesThatArePathsAreHarmless() throws IOException {
    for (String name :
        List.of(
            "../../etc/passwd",
            "..\\..\\boot.ini",
            "/etc/passwd",
            "C:\\x\\evil.exe",
            "..",
            ".",
            "",
            "a\u0000b",
            "x".repeat(5_000) + ".pdf",
            "\u202Efdp.exe")) {
      Document kept = documents.attach(baker.id(), Kind.OTHER, name, content("x" + name));
      assertThat(kept.fileName()).as(name).isNotBlank().doesNotContain("/", "\\", "\u0000");
      assertThat(kept.fileName()).isNotIn(".", "..");
      assertThat(kept.fileName().length()).isLessThanOrEqualTo(200);
      assertThat(documents.file(kept).normalize()).startsWith(folder.resolve("documents"));
    }
    assertThat(documents.of(baker.id()).get(8).fileName()).endsWith(".pdf");
    assertThat(Files.exists(folder.resolve("../etc"))).isFalse();
  }

  @Test
  void aDocumentThatIsTooLargeOrEmptyLeavesNothing() throws IOException {
    assertThatThrownBy(() ->
            documents.attach(
                baker.id(), Kind.OTHER, "film.mp4", content("x".repeat(DOCUMENT_BYTES + 1))))
        .isInstanceOf(TrackerException.Invalid.class)
        .hasMessage(
            "The document `film.mp4` is larger than 1,000,000 bytes, the most that is kept. Make it smaller, or raise `documents.most-megabytes`.");
    assertThatThrownBy(() -> documents.attach(baker.id(), Kind.OTHER, "x.pdf", content("")))
        .hasMessage("The document `x.pdf` is empty. Check that it is the right file.");
    assertThat(files()).isEmpty();
    assertThat(documents.of(baker.id())).isEmpty();
  }

  @Test
  void whatIsRemovedCanBeBroughtBack() throws IOException {
    Document sent = documents.attach(baker.id(), Kind.RESUME, "a.pdf", content("mine"));
    documents.remove(sent.id());
    assertThat(documents.of(baker.id())).isEmpty();
    assertThat(documents.sweep()).isZero();
    assertThat(files()).containsExactly(sent.sha256());
    assertThat(documents.restore(sent.id())).isEqualTo(sent);
  }

  @Test
  void aFileWithoutADocumentIsSweptAndOneThatIsMissingIsTold() throws IOException {
    Document sent = documents.attach(baker.id(), Kind.RESUME, "a.pdf", content("mine"));
    Path orphan = folder.resolve("documents/ab/" + "ab".repeat(32));
    Files.createDirectories(orphan.getParent());
    Files.writeString(orphan, "orphan");
    Path stranger = folder.resolve("documents/ab/notes.txt");
    Files.writeString(stranger, "not ours");
    assertThat(documents.sweep()).isEqualTo(1);
    assertThat(orphan).doesNotExist();
    assertThat(stranger).exists();
    Files.delete(documents.file(sent));
    assertThatThrownBy(() -> documents.file(sent))
        .isInstanceOf(TrackerException.StoreUnavailable.class)
        .hasMessageStartingWith("The content of the document `a.pdf` is missing: there is no file");
  }

  @Test
  void whatACrashLeftIsClearedWhenTheTrackerIsOpened() throws IOException {
    Document sent = documents.attach(baker.id(), Kind.RESUME, "a.pdf", content("mine"));
    String orphan = "cd".repeat(32);
    Files.createDirectories(folder.resolve("documents/cd"));
    Files.writeString(folder.resolve("documents/cd/" + orphan), "orphan");
    Files.createFile(folder.resolve("documents/.incoming/" + orphan + ".suspect"));
    Files.createFile(folder.resolve("documents/.incoming/" + sent.sha256() + ".suspect"));
    Files.writeString(folder.resolve("documents/.incoming/x.part"), "half");
    openAnother().close();
    assertThat(files()).containsExactly(sent.sha256());
  }

  @Test
  void nothingIsClearedWhileSomebodyAttaches() throws IOException {
    InputStream slow =
        new InputStream() {
          private boolean asked;

          @Override
          public int read() {
            if (asked) {
              return -1;
            }
            asked = true;
            // In the middle of attaching, another program starts and sweeps.
            try (Tracker other = openAnother()) {
              assertThat(other.documents().sweep()).isNegative();
            }
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            int next = read();
            if (next < 0) {
              return -1;
            }
            bytes[offset] = (byte) next;
            return 1;
          }
        };
    Document sent = documents.attach(baker.id(), Kind.RESUME, "a.pdf", slow);
    assertThat(documents.file(sent)).hasContent("x");
    assertThat(documents.sweep()).isZero();
  }
}
