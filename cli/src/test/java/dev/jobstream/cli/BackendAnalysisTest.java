package dev.jobstream.cli;

import dev.jobstream.llm.ChatModel;
import dev.jobstream.llm.FinishReason;
import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.Timings;
import dev.jobstream.llm.TokenUsage;
import dev.jobstream.llm.http.ApiKey;
import dev.jobstream.llm.http.HttpModelOptions;
import dev.jobstream.llm.http.HttpProtocol;
import dev.jobstream.llm.http.RetryPolicy;
import dev.jobstream.llm.http.ServerOptions;
import dev.jobstream.testsupport.Gate;
import dev.jobstream.testsupport.ScriptedChatModel;
import dev.jobstream.testsupport.http.ScriptedAnswer;
import dev.jobstream.testsupport.http.ScriptedServer;
import dev.jobstream.testsupport.http.WireProtocol;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The same analyses on every backend: in this process, and over each protocol. */
final class BackendAnalysisTest {

  @Nested
  final class InThisProcess extends BackendAnalysisContract {
    @Override
    ChatModel model(ScriptedAnswer answer) {
      ScriptedChatModel.Builder script = ScriptedChatModel.builder();
      if (answer.refusal() != 0) {
        return script.fail(new LlmException.Overloaded(answer.error(), null)).build();
      }
      script.thinking(answer.thinking().toArray(String[]::new));
      script.text(answer.text().toArray(String[]::new));
      switch (answer.end()) {
        case DONE, LENGTH ->
            script.emit(
                new StreamEvent.Completed(FinishReason.STOP, TokenUsage.NONE, Timings.NONE));
        case ERROR, CUT -> script.fail(new LlmException.Interrupted(answer.error()));
        case NEVER, SILENCE -> script.waitFor(new Gate());
      }
      return script.build();
    }
  }

  @Nested
  final class OverOllama extends OverHttp {
    OverOllama() {
      super(WireProtocol.OLLAMA, HttpProtocol.OLLAMA);
    }
  }

  @Nested
  final class OverOpenAisProtocol extends OverHttp {
    OverOpenAisProtocol() {
      super(WireProtocol.OPENAI, HttpProtocol.OPENAI);
    }
  }

  @Nested
  final class OverAnthropicsProtocol extends OverHttp {
    OverAnthropicsProtocol() {
      super(WireProtocol.ANTHROPIC, HttpProtocol.ANTHROPIC);
    }
  }

  abstract static class OverHttp extends BackendAnalysisContract {
    private final List<ScriptedServer> servers = new ArrayList<>();
    private final WireProtocol wire;
    private final HttpProtocol protocol;

    OverHttp(WireProtocol wire, HttpProtocol protocol) {
      this.wire = wire;
      this.protocol = protocol;
    }

    @AfterEach
    void closeServers() {
      servers.forEach(ScriptedServer::close);
    }

    @Override
    ChatModel model(ScriptedAnswer answer) {
      ScriptedServer server = ScriptedServer.start(wire, answer);
      servers.add(server);
      return protocol.open(
          HttpModelOptions.of(
              ServerOptions.at(server.uri())
                  .withApiKey(ApiKey.of(ScriptedServer.KEY))
                  .withRetry(RetryPolicy.none()),
              ScriptedServer.MODEL));
    }
  }
}
