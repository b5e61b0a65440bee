package dev.jobstream.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.testsupport.ManualTimer;
import dev.jobstream.testsupport.http.WireFixture;
import dev.jobstream.testsupport.http.WireProtocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded stream, cut and split at every byte. */
final class FixtureTest {
  private static final ChatRequest REQUEST = ChatRequest.of("Read the posting.");

  static Stream<WireFixture> streams() {
    return Arrays.stream(WireProtocol.values())
        .flatMap(protocol -> WireFixture.all(protocol).stream())
        .filter(fixture -> fixture.status() == 200);
  }

  @ParameterizedTest
  @EnumSource
  void everyProtocolHasADozenFixturesAtLeast(WireProtocol protocol) {
    assertThat(WireFixture.all(protocol)).hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aWholeStreamGivesItsThinkingItsTextAndItsEnd(WireFixture fixture) {
    List<StreamEvent> events = read(fixture.protocol(), List.of(fixture.bytes()));
    assertThat(Outcome.of(events))
        .isEqualTo(new Outcome(fixture.thinking(), fixture.text(), fixture.end(), 1));
    StreamEvent.Terminal end = (StreamEvent.Terminal) events.getLast();
    assertThat(end.usage().promptTokens()).isEqualTo(fixture.promptTokens());
    assertThat(end.usage().completionTokens()).isEqualTo(fixture.completionTokens());
    assertThat(Oracle.of(fixture.protocol(), fixture.bytes())).isEqualTo(Outcome.of(events));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aStreamCutAtAnyByteLosesNoTextAndEndsRightly(WireFixture fixture) {
    byte[] bytes = fixture.bytes();
    for (int length = 0; length <= bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThat(Outcome.of(read(fixture.protocol(), List.of(cut))))
          .as("the first %d bytes of %s", length, fixture)
          .isEqualTo(Oracle.of(fixture.protocol(), cut));
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aStreamSplitAnywhereGivesTheSameEvents(WireFixture fixture) {
    byte[] bytes = fixture.bytes();
    List<StreamEvent> whole = read(fixture.protocol(), List.of(bytes));
    List<byte[]> single = new ArrayList<>();
    for (byte b : bytes) {
      single.add(new byte[] {b});
    }
    assertThat(read(fixture.protocol(), single)).as("byte by byte").isEqualTo(whole);
    for (int at = 0; at <= bytes.length; at++) {
      List<byte[]> halves =
          List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length));
      assertThat(read(fixture.protocol(), halves)).as("split at %d", at).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void anyLineEndGivesTheSameEvents(WireFixture fixture) {
    List<StreamEvent> whole = read(fixture.protocol(), List.of(fixture.bytes()));
    for (String lineEnd : List.of("\r\n", "\r")) {
      byte[] bytes = fixture.body().replace("\n", lineEnd).getBytes(StandardCharsets.ISO_8859_1);
      assertThat(read(fixture.protocol(), List.of(bytes))).isEqualTo(whole);
      List<byte[]> single = new ArrayList<>();
      for (byte b : bytes) {
        single.add(new byte[] {b});
      }
      assertThat(read(fixture.protocol(), single)).as("byte by byte").isEqualTo(whole);
    }
  }

  /** All events of a body in pieces, as a stream that stands still in time would give them. */
  private static List<StreamEvent> read(WireProtocol protocol, List<byte[]> pieces) {
    AnswerReader reader = new AnswerReader(Models.dialect(protocol), REQUEST);
    List<StreamEvent> events = new ArrayList<>();
    for (byte[] piece : pieces) {
      reader.add(ByteBuffer.wrap(piece));
      drain(reader, events);
    }
    reader.bodyEnded();
    drain(reader, events);
    StreamEvent.Terminal end = reader.end(null, new StreamClock(new ManualTimer()));
    // Two errors are never the same object; what they say is compared instead.
    events.add(
        end instanceof StreamEvent.Failed failed
            ? new StreamEvent.Failed(Same.of(failed.error()), end.usage(), end.timings())
            : end);
    return events;
  }

  private static void drain(AnswerReader reader, List<StreamEvent> events) {
    for (StreamEvent event = reader.poll(); event != null; event = reader.poll()) {
      events.add(event);
    }
  }
}
