package dev.jobstream.llm.llamacpp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.llm.LlmException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lists what a repository at Hugging Face holds.
 *
 * @see <a href="https://huggingface.co/docs/hub/api">Hub API endpoints</a>
 */
final class HuggingFaceHub {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NEXT_PAGE = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");
  private static final int MAX_PAGES = 100;
  private static final int MAX_PAGE_BYTES = 16 << 20;

  private final DownloadSettings settings;
  private final CancelSignal signal;
  private final Hops hops;

  HuggingFaceHub(DownloadSettings settings, CancelSignal signal, Hops hops) {
    this.settings = settings;
    this.signal = signal;
    this.hops = hops;
  }

  /**
   * A GGUF file of a repository.
   *
   * @param sha256 the hash in lower-case hex; empty if the listing does not say
   */
  record Entry(String path, long bytes, String sha256) {}

  /** All GGUF files of a repository. */
  List<Entry> ggufFiles(String repository, String revision) {
    List<Entry> entries = new ArrayList<>();
    Optional<URI> page =
        Optional.of(
            URI.create(
                settings.endpoint()
                    + "/api/models/"
                    + repository
                    + "/tree/"
                    + encoded(revision)
                    + "?recursive=1"));
    for (int number = 0; page.isPresent() && number < MAX_PAGES; number++) {
      page = readPage(page.get(), repository, entries);
    }
    return entries;
  }

  /** The address that a file is downloaded from. */
  URI fileUri(String repository, String revision, String path) {
    return URI.create(
        settings.endpoint()
            + "/"
            + repository
            + "/resolve/"
            + encoded(revision)
            + "/"
            + encoded(path).replace("%2F", "/"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Optional<URI> readPage(URI uri, String repository, List<Entry> entries) {
    Attempts attempts = new Attempts(settings, signal, uri);
    boolean nothingYet = true;
    while (true) {
      try (Hops.Answer answer = hops.get(uri, linked -> Map.of())) {
        nothingYet = false;
        if (ServerBusy.isBusy(answer.status())) {
          throw ServerBusy.of(answer);
        }
        if (answer.status() != 200) {
          throw ServerRefusal.of(answer, uri, repository, settings);
        }
        List<Entry> read = parse(body(answer));
        entries.addAll(read);
        return answer.header("Link").flatMap(link -> nextPage(uri, link));
      } catch (IOException e) {
        attempts.failed(e, nothingYet, "");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        signal.check();
      }
    }
  }

  private byte[] body(Hops.Answer answer) throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BodyQueue body = answer.response().body();
    signal.whileBlocked(body::close);
    try {
      for (List<ByteBuffer> buffers = body.next(settings.idleTimeout());
          !buffers.isEmpty();
          buffers = body.next(settings.idleTimeout())) {
        for (ByteBuffer buffer : buffers) {
          byte[] chunk = new byte[buffer.remaining()];
          buffer.get(chunk);
          bytes.writeBytes(chunk);
        }
        if (bytes.size() > MAX_PAGE_BYTES) {
          throw new LlmException.ModelUnavailable(
              "The list of files that the server `%s` sends has no end. Name the file: `organisation/repository/file.gguf`."
                  .formatted(settings.endpoint().getHost()));
        }
      }
    } finally {
      signal.unblocked();
    }
    return bytes.toByteArray();
  }

  private List<Entry> parse(byte[] json) {
    JsonNode list;
    try {
      list = JSON.readTree(json);
    } catch (IOException e) {
      throw notAList(e);
    }
    if (list == null || !list.isArray()) {
      throw notAList(null);
    }
    List<Entry> entries = new ArrayList<>();
    for (JsonNode node : list) {
      String path = node.path("path").asText();
      if (node.path("type").asText().equals("file") && new GgufName(path).isGguf()) {
        // A large file stands in the repository as a pointer; `lfs` tells of the file itself.
        JsonNode lfs = node.path("lfs");
        String hash = lfs.path("oid").asText().toLowerCase(Locale.ROOT);
        entries.add(
            new Entry(
                path,
                lfs.path("size").asLong(node.path("size").asLong(-1)),
                hash.matches("[0-9a-f]{64}") ? hash : ""));
      }
    }
    return entries;
  }

  private LlmException notAList(@Nullable IOException cause) {
    return new LlmException.ModelUnavailable(
        "The server `%s` does not answer as Hugging Face does. Check `HF_ENDPOINT`, or the network's login page."
            .formatted(settings.endpoint().getHost()),
        cause);
  }

  private static Optional<URI> nextPage(URI page, String link) {
    Matcher matcher = NEXT_PAGE.matcher(link);
    if (!matcher.find()) {
      return Optional.empty();
    }
    try {
      URI next = page.resolve(matcher.group(1));
      // Only the server that was asked may say how its list goes on.
      return Hops.sameOrigin(page, next) ? Optional.of(next) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
