package dev.jobstream.llm.http;

import dev.jobstream.testsupport.http.WireProtocol;

final class OllamaStreamContractTest extends HttpChatModelContract {
  OllamaStreamContractTest() {
    super(WireProtocol.OLLAMA);
  }
}
