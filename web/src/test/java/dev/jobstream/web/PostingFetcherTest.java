package dev.jobstream.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.jobstream.tracker.PostingText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetches from a real server, which stands for the public internet at 127.0.0.1 alone. */
final class PostingFetcherTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, List<String>> names = new HashMap<>();
  private HttpServer server;
  private PostingFetcher fetcher;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    names.put("jobs.example", List.of("127.0.0.1"));
    names.put("inside.example", List.of("127.0.0.2"));
    names.put("both.example", List.of("127.0.0.1", "127.0.0.2"));
    fetcher =
        new PostingFetcher(this::resolve, address -> "127.0.0.1".equals(address.getHostAddress()));
  }

  @AfterEach
  void stop() {
    fetcher.close();
    server.stop(0);
  }

  @Test
  void aPageIsFetchedWithItsStructuredDataAndItsAddressIsKept() {
    answer(
        "/a%20b",
        200, "text/html; charset=iso-8859-1", "<h1>Gärtner</h1><p>Bern</p>", "iso-8859-1");
    PostingText posting = fetcher.fetch(url("jobs.example", "/a%20b?x=1&y=ä#top"));
    assertThat(posting.text()).contains("Gärtner");
    assertThat(posting.html()).isPresent();
    assertThat(posting.sourceUrl().orElse("")).endsWith("/a%20b?x=1&y=%C3%A4");
  }

  @Test
  void theLetterSetMayStandInThePage() {
    answer("/", 200, "text/html", "<meta charset=windows-1252><p>Büro – Köln</p>", "windows-1252");
    assertThat(fetcher.fetch(url("jobs.example", "/")).text()).contains("Büro – Köln");
  }

  @Test
  void aRedirectIsFollowedAndCheckedAsTheFirstAddressWas() {
    redirect("/moved", "/here");
    answer("/here", 200, "text/plain", "Gardener", "utf-8");
    PostingText posting = fetcher.fetch(url("jobs.example", "/moved"));
    assertThat(posting.text()).isEqualTo("Gardener");
    assertThat(posting.sourceUrl().orElse("")).endsWith("/here");

    redirect("/inside", url("inside.example", "/secret"));
    refused(url("jobs.example", "/inside"), "private-address");
    redirect("/file", "file:///etc/passwd");
    refused(url("jobs.example", "/file"), "not-an-address");
    redirect("/loop", "/loop");
    refused(url("jobs.example", "/loop"), "page-not-there");
    assertThat(asked).noneMatch(request -> request.contains("secret"));
  }

  @Test
  void noAddressOfThisMachineOrNetworkIsReachedByWhateverName() {
    refused(url("inside.example", "/"), "private-address");
    refused(url("both.example", "/"), "private-address");
    refused(url("127.0.0.2", "/"), "private-address");
    refused("http://[::1]:" + server.getAddress().getPort() + "/", "private-address");
    assertThat(asked).isEmpty();
  }

  @Test
  void aNameThatAnswersDifferentlyTheSecondTimeGainsNothing() {
    List<String> answers = new ArrayList<>(List.of("127.0.0.1", "127.0.0.2"));
    try (PostingFetcher rebound =
        new PostingFetcher(
            host -> List.of(InetAddress.ofLiteral(answers.removeFirst())),
            address -> "127.0.0.1".equals(address.getHostAddress()))) {
      answer("/", 200, "text/plain", "Gardener", "utf-8");
      // Resolved once: the second answer is never asked for.
      assertThat(rebound.fetch(url("rebound.example", "/")).text()).isEqualTo("Gardener");
      assertThat(answers).containsExactly("127.0.0.2");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://jobs.example/",
        "file:///etc/passwd",
        "jobs.example",
        "",
        "http://",
        "javascript:1",
        "http://user:secret@jobs.example/",
        "http://jobs.example:99999/",
        "http://a b/"
      })
  void whatIsNoWebAddressIsRefused(String address) {
    refused(address, "not-an-address");
  }

  @Test
  void whatIsNoPageIsToldSo() {
    answer("/pdf", 200, "application/pdf", "%PDF", "utf-8");
    refused(url("jobs.example", "/pdf"), "page-no-text");
    refused(url("jobs.example", "/gone"), "page-not-there");
    refused(url("nowhere.example", "/"), "page-not-there");
    answer("/large", 200, "text/html", "<p>" + "work ".repeat(1_100_000), "utf-8");
    refused(url("jobs.example", "/large"), "page-too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "2001::1",
        "2001:db8::1",
        "fec0::1",
        "::127.0.0.1"
      })
  void specialAddressesAreNotPublic(String address) {
    assertThat(PublicAddresses.isPublic(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "93.184.216.34",
        "8.8.8.8",
        "172.32.0.1",
        "2606:2800:220:1::1",
        "64:ff9b::808:808"
      })
  void othersAre(String address) {
    assertThat(PublicAddresses.isPublic(InetAddress.ofLiteral(address))).isTrue();
  }

  private void refused(String address, String type) {
    assertThatThrownBy(() -> fetcher.fetch(address))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().type()).as(e.problem().detail()).isEqualTo(type);
              assertThat(e.problem().detail()).doesNotContain("secret@");
            });
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    String bare = host.replaceAll("[\\[\\]]", "");
    if (bare.matches("[\\d.]+|.*:.*")) {
      return List.of(InetAddress.ofLiteral(bare));
    }
    if (!names.containsKey(host)) {
      throw new UnknownHostException(host);
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (String address : names.get(host)) {
      addresses.add(InetAddress.ofLiteral(address));
    }
    return addresses;
  }

  private String url(String host, String path) {
    return "http://" + host + ":" + server.getAddress().getPort() + path;
  }

  private void redirect(String path, String to) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", to);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
  }

  private void answer(String path, int status, String type, String text, String charset) {
    byte[] bytes = text.getBytes(Charset.forName(charset));
    String decoded = URLDecoder.decode(path, StandardCharsets.UTF_8);
    if (path.equals("/")) {
      server.removeContext("/");
    }
    server.createContext(
        decoded,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
