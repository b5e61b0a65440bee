package dev.jobstream.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.testsupport.http.WireFixture;
import dev.jobstream.testsupport.http.WireProtocol;
import dev.jobstream.testsupport.http.WireServer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded responses over real connections. */
final class FixtureOverHttpTest {
  private static final ChatRequest REQUEST = ChatRequest.of("Read the posting.");

  static Stream<WireFixture> fixtures() {
    return Arrays.stream(WireProtocol.values())
        .flatMap(protocol -> WireFixture.all(protocol).stream());
  }

  static Stream<WireFixture> answers() {
    return fixtures().filter(fixture -> fixture.status() == 200);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aResponseGivesWhatItHolds(WireFixture fixture) {
    try (WireServer server =
        WireServer.start(exchange -> {
          if (fixture.status() == 200) {
            exchange.begin(200, fixture.contentType()).write(fixture.bytes()).end();
          } else {
            exchange.respond(fixture.status(), fixture.contentType(), fixture.body());
          }
        })) {
      assertThat(outcome(fixture.protocol(), server)).isEqualTo(expected(fixture));
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void aResponseThatComesByteByByteGivesTheSame(WireFixture fixture) {
    try (WireServer server =
        WireServer.start(exchange -> {
          exchange.begin(200, fixture.contentType());
          for (byte b : fixture.bytes()) {
            exchange.write(new byte[] {b});
          }
          exchange.end();
        })) {
      assertThat(outcome(fixture.protocol(), server)).isEqualTo(expected(fixture));
    }
  }

  /** How a connection can break. */
  enum Break {
    HANG_UP,
    HANG_UP_BEFORE_THE_PROMISED_LENGTH,
    END_IN_GOOD_ORDER
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatBreaksAtAnyByteLosesNoText(WireProtocol protocol) {
    WireFixture fixture = WireFixture.of(protocol, "unicode");
    byte[] bytes = fixture.bytes();
    for (Break way : Break.values()) {
      AtomicInteger length = new AtomicInteger();
      try (WireServer server =
          WireServer.start(exchange -> {
            byte[] cut = Arrays.copyOf(bytes, length.get());
            switch (way) {
              case HANG_UP -> {
                exchange.begin(200, fixture.contentType()).write(cut);
                exchange.hangUp();
              }
              case HANG_UP_BEFORE_THE_PROMISED_LENGTH -> {
                exchange.send(
                    ("HTTP/1.1 200 OK\r\nContent-Length: " + (bytes.length + 1) + "\r\n\r\n")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                exchange.send(cut);
                exchange.hangUp();
              }
              case END_IN_GOOD_ORDER -> exchange.begin(200, fixture.contentType()).write(cut).end();
            }
          })) {
        for (int n = 0; n <= bytes.length; n++) {
          length.set(n);
          assertThat(outcome(protocol, server))
              .as("%s after %d bytes", way, n)
              .isEqualTo(Oracle.of(protocol, Arrays.copyOf(bytes, n)));
        }
      }
    }
  }

  private static Outcome outcome(WireProtocol protocol, WireServer server) {
    return Outcome.of(Models.at(protocol, server.uri()).stream(REQUEST));
  }

  private static Outcome expected(WireFixture fixture) {
    return new Outcome(fixture.thinking(), fixture.text(), fixture.end(), 1);
  }
}
