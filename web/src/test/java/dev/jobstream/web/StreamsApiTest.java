package dev.jobstream.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jobstream.llm.Capabilities;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Phase;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.LeakCheck;
import dev.jobstream.testsupport.ScriptedChatModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StreamsApiTest {

  @Test
  void eventsComeInOrderWithGrowingIdsAndOneEnd() throws Exception {
    ScriptedChatModel model =
        ScriptedChatModel.builder()
            .progress(Phase.READING, 412, 1180)
            .thinking("Hm.")
            .text("Hello", " wörld 🌍")
            .build();
    try (TestSite site = TestSite.with(TestModels.of(model));
        SseClient client = SseClient.open(site, start(site).get("events").asText(), 0)) {
      List<SseClient.Event> events = client.rest();

      assertThat(events).extracting(SseClient.Event::id).isSorted().doesNotHaveDuplicates();
      assertThat(events.getFirst().data())
          .isEqualTo("{\"phase\":\"reading\",\"done\":412,\"total\":1180}");
      assertThat(text(events, "thinking")).isEqualTo("Hm.");
      assertThat(text(events, "text")).isEqualTo("Hello wörld 🌍");
      assertThat(events.getLast().name()).isEqualTo("completed");
      assertThat(client.response().headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(client.response().headers().firstValue("X-Accel-Buffering")).contains("no");
      assertThat(client.response().headers().firstValue("Content-Encoding")).isEmpty();
    }
  }

  @Test
  void aViewerGoesOnWhereItWasAndLeavingIsNotCancelling() throws Exception {
    Gate gate = new Gate();
    ScriptedChatModel model =
        ScriptedChatModel.builder().text("one ").waitFor(gate).text("two ", "three").build();
    try (LeakCheck _ = LeakCheck.ofThreads("jobstream-");
        TestSite site = TestSite.with(TestModels.of(model))) {
      String path = start(site).get("events").asText();
      SseClient.Event last;
      try (SseClient first = SseClient.open(site, path, 0)) {
        last = first.next();
        assertThat(last.data()).contains("one ");
      }
      gate.release();
      try (SseClient second = SseClient.open(site, path, last.id());
          SseClient whole = SseClient.open(site, path, 0)) {
        assertThat(text(second.rest(), "text")).isEqualTo("two three");
        assertThat(text(whole.rest(), "text")).isEqualTo("one two three");
      }
      assertThat(model.cancels()).isZero();
    }
  }

  @Test
  void aCancelEndsTheStreamForAllAndOnlyWhereItCanBe() throws Exception {
    Gate never = new Gate();
    ScriptedChatModel model =
        ScriptedChatModel.builder().progress(Phase.READING, 1, 9).waitFor(never).build();
    ScriptedChatModel stubborn =
        ScriptedChatModel.builder()
            .id("stubborn")
            .capabilities(new Capabilities(true, true, true, true, Capabilities.Cancellation.NONE))
            .build();
    try (TestSite site = TestSite.with(TestModels.of(model, stubborn))) {
      JsonNode stream = start(site);
      never.awaitReached();
      try (SseClient client = SseClient.open(site, stream.get("events").asText(), 0)) {
        assertThat(site.post(stream.get("cancel").asText(), "").statusCode()).isEqualTo(202);
        assertThat(client.rest().getLast().data()).contains("\"during\":\"reading\"");
      }
      assertThat(model.cancels()).isEqualTo(1);

      JsonNode other = start(site, "test/stubborn");
      assertThat(other.get("cancel").isNull()).isTrue();
      String cancel = "/api/v1/streams/" + other.get("id").asText() + "/cancel";
      assertThat(site.post(cancel, "").statusCode()).isEqualTo(409);
    }
  }

  @Test
  void aFailureSaysWhatToDoAndKeepsWhatCameBefore() throws Exception {
    ScriptedChatModel model =
        ScriptedChatModel.builder()
            .text("half")
            .fail(new LlmException.Interrupted("The server went away. Start it and try again."))
            .build();
    try (TestSite site = TestSite.with(TestModels.of(model));
        SseClient client = SseClient.open(site, start(site).get("events").asText(), 0)) {
      List<SseClient.Event> events = client.rest();
      assertThat(text(events, "text")).isEqualTo("half");
      assertThat(events.getLast().name()).isEqualTo("failed");
      assertThat(events.getLast().data()).contains("Start it and try again.");
    }
  }

  @Test
  void whatIsNoStreamAndNoIdIsToldSo() throws Exception {
    try (TestSite site = TestSite.with(TestModels.of(ScriptedChatModel.answering("x")))) {
      assertThat(site.get("/api/v1/streams/none/events").body()).contains("stream-gone");
      String path = start(site).get("events").asText();
      assertThat(site.get(path + "?after=-1").statusCode()).isEqualTo(400);
      assertThat(site.get(path + "?after=many").body()).contains("`many`");
      assertThat(site.get(path + "?after=99999").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void aClientThatStopsReadingIsDroppedWithoutTouchingTheOthersAndCanComeBack() throws Exception {
    // More than all buffers between the two hold.
    String much = "0123456789abcdef".repeat(450_000);
    Gate gate = new Gate();
    ScriptedChatModel model =
        ScriptedChatModel.builder().text("first ").waitFor(gate).text(much).build();
    CountDownLatch dropped = new CountDownLatch(1);
    try (LeakCheck _ = LeakCheck.ofThreads("jobstream-");
        TestSite site = TestSite.impatient(TestModels.of(model), Duration.ofSeconds(2));
        Socket stuck = new Socket()) {
      site.streams().onLostViewer(dropped::countDown);
      String path = start(site).get("events").asText();
      stuck.setReceiveBufferSize(4_096);
      stuck.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.port()));
      stuck
          .getOutputStream()
          .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
      // It reads the first event, and then no more.
      StringBuilder read = new StringBuilder();
      while (read.indexOf("first ") < 0) {
        read.append((char) stuck.getInputStream().read());
      }
      SseClient.Event first;
      try (SseClient other = SseClient.open(site, path, 0)) {
        first = other.next();
        gate.release();
        assertThat(text(other.rest(), "text")).isEqualTo(much);
      }
      assertThat(dropped.await(60, TimeUnit.SECONDS)).as("the server lets go of it").isTrue();
      // What the buffers held comes, and then the end, long before all of it.
      assertThat(restOf(stuck)).isLessThan(much.length());
      try (SseClient back = SseClient.open(site, path, first.id())) {
        List<SseClient.Event> rest = back.rest();
        assertThat(text(rest, "text")).isEqualTo(much);
        assertThat(rest.getLast().name()).isEqualTo("completed");
      }
      assertThat(site.log()).isEmpty();
    }
  }

  /** How many bytes still come from a connection that the server has given up. */
  private static int restOf(Socket socket) throws IOException {
    int count = 0;
    byte[] buffer = new byte[8_192];
    try {
      for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
        count += read;
      }
    } catch (SocketException e) {
      // A reset ends it as well.
    }
    return count;
  }

  @Test
  void theServerEndsThoughStreamsAreOpen() throws Exception {
    Gate never = new Gate();
    ScriptedChatModel model = ScriptedChatModel.builder().text("one").waitFor(never).build();
    TestSite site = TestSite.with(TestModels.of(model));
    try (SseClient client = SseClient.open(site, start(site).get("events").asText(), 0)) {
      assertThat(client.next().name()).isEqualTo("text");
      site.stop();
      assertThat(client.rest().getLast().name()).isEqualTo("cancelled");
    }
    assertThat(model.openStreams()).isZero();
  }

  @Test
  void aModelThatReadsPostingsOnlyIsNotAskedAnythingElse() throws Exception {
    ScriptedChatModel model =
        ScriptedChatModel.builder()
            .capabilities(
                new Capabilities(
                    true, true, false, true, Capabilities.Cancellation.STOPS_COMPUTE, false))
            .build();
    try (TestSite site = TestSite.with(TestModels.of(model))) {
      var answer =
          site.post(
              "/api/v1/lab/streams", "{\"model\":\"test/scripted\",\"prompt\":\"Say something.\"}");
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body())
          .contains("postings-only")
          .contains("The model `scripted` reads postings and nothing else.");
    }
    assertThat(model.requests()).isEmpty();
  }

  private static JsonNode start(TestSite site) throws Exception {
    return start(site, "test/scripted");
  }

  private static JsonNode start(TestSite site, String model) throws Exception {
    var answer =
        site.post(
            "/api/v1/lab/streams", "{\"model\":\"" + model + "\",\"prompt\":\"Say something.\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return new ObjectMapper().readTree(answer.body());
  }

  private static String text(List<SseClient.Event> events, String name) throws Exception {
    StringBuilder text = new StringBuilder();
    for (SseClient.Event event : events) {
      if (event.name().equals(name)) {
        text.append(new ObjectMapper().readTree(event.data()).get("text").asText());
      }
    }
    return text.toString();
  }
}
