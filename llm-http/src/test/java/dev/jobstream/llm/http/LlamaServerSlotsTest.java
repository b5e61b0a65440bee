package dev.jobstream.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.testsupport.http.WireServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LlamaServerSlotsTest {

  @Test
  void theSlotsThatComputeAreCounted() {
    String body =
        "[{\"id\":0,\"is_processing\":true},{\"id\":1,\"is_processing\":false},"
            + "{\"id\":2,\"is_processing\":true}]";
    try (WireServer server =
        WireServer.start(exchange -> {
          assertThat(exchange.path()).isEqualTo("/slots");
          exchange.respond(200, "application/json", body);
        })) {
      assertThat(LlamaServerSlots.busy(ServerOptions.at(server.uri()))).hasValue(2);
      assertThat(LlamaServerSlots.busy(ServerOptions.at(server.uri() + "/v1"))).hasValue(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"501, {\"error\":{}}", "404, not found", "200, {\"slots\":1}", "200, "})
  void aServerThatDoesNotTellIsNoError(int status, String body) {
    try (WireServer server =
        WireServer.start(
            exchange -> exchange.respond(status, "application/json", body == null ? "" : body))) {
      assertThat(LlamaServerSlots.busy(ServerOptions.at(server.uri()))).isEmpty();
    }
  }

  @Test
  void aServerThatIsNotThereIsNoError() {
    assertThat(LlamaServerSlots.busy(ServerOptions.at("http://127.0.0.1:1"))).isEmpty();
  }
}
