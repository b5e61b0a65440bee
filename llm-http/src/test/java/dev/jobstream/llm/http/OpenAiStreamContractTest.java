package dev.jobstream.llm.http;

import dev.jobstream.testsupport.http.WireProtocol;

final class OpenAiStreamContractTest extends HttpChatModelContract {
  OpenAiStreamContractTest() {
    super(WireProtocol.OPENAI);
  }
}
