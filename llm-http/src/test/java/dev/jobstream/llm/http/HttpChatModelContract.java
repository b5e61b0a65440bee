package dev.jobstream.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.testsupport.ChatStreamContract;
import dev.jobstream.testsupport.http.ScriptedAnswer;
import dev.jobstream.testsupport.http.ScriptedServer;
import dev.jobstream.testsupport.http.WireExchange;
import dev.jobstream.testsupport.http.WireProtocol;
import org.junit.jupiter.api.AfterEach;

/** The contract of streams over one protocol. */
abstract class HttpChatModelContract extends ChatStreamContract {
  private final ScriptedServer server;
  private final WireProtocol protocol;

  HttpChatModelContract(WireProtocol protocol) {
    this.protocol = protocol;
    this.server =
        ScriptedServer.start(protocol, ScriptedAnswer.of("Hel", "lo.").withThinking("Hm."));
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Override
  protected ChatModel model() {
    return Scripted.model(server);
  }

  @Override
  protected ChatModel endlessModel() {
    server.usually(ScriptedAnswer.of("on ").withEnd(ScriptedAnswer.End.NEVER));
    return Scripted.model(server);
  }

  @Override
  protected ChatRequest endlessRequest() {
    return ChatRequest.of("Write a long story.");
  }

  /** Every connection whose answer was not read to its end is closed, as the server sees it. */
  @Override
  protected void assertNothingRuns() {
    try {
      for (WireExchange exchange : server.exchanges()) {
        if (!exchange.finished()) {
          exchange.awaitClientGone();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    assertThat(protocol).isEqualTo(server.protocol());
  }
}
