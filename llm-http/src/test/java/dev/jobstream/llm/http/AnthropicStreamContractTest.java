package dev.jobstream.llm.http;

import dev.jobstream.testsupport.http.WireProtocol;

final class AnthropicStreamContractTest extends HttpChatModelContract {
  AnthropicStreamContractTest() {
    super(WireProtocol.ANTHROPIC);
  }
}
