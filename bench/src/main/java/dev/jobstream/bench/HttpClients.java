package dev.jobstream.bench;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.ChatStream;
import dev.jobstream.llm.StreamEvent;
import dev.jobstream.llm.http.ApiKey;
import dev.jobstream.llm.http.HttpModelOptions;
import dev.jobstream.llm.http.OpenAiChatModel;
import dev.jobstream.llm.http.ServerOptions;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Our client and those it is measured beside, each asked for one stream. */
final class HttpClients {
  private static final String KEY = "sk-bench";
  private static final String PROMPT = "Read the posting.";

  /** A client. */
  interface Client {
    String name();

    /**
     * Reads one stream to its end.
     *
     * @return how many characters of text it gave
     */
    long read(String model) throws Exception;
  }

  private HttpClients() {}

  /** Ours first. */
  static List<Client> all(URI server) {
    return List.of(new Ours(server), new LangChain4j(server), new OpenAiJava(server));
  }

  static OpenAiChatModel ours(URI server, String model) {
    return OpenAiChatModel.open(
        HttpModelOptions.of(ServerOptions.at(server).withApiKey(ApiKey.of(KEY)), model));
  }

  private record Ours(URI server) implements Client {
    @Override
    public String name() {
      return "ours";
    }

    @Override
    public long read(String model) {
      long characters = 0;
      try (ChatStream stream = ours(server, model).stream(ChatRequest.of(PROMPT))) {
        for (StreamEvent event : stream) {
          if (event instanceof StreamEvent.TextDelta delta) {
            characters += delta.text().length();
          } else if (event instanceof StreamEvent.Failed failed) {
            throw failed.error();
          }
        }
      }
      return characters;
    }
  }

  private record LangChain4j(URI server) implements Client {
    @Override
    public String name() {
      return "LangChain4j";
    }

    @Override
    public long read(String model) throws Exception {
      OpenAiStreamingChatModel chat =
          OpenAiStreamingChatModel.builder()
              .baseUrl(server + "/v1")
              .apiKey(KEY)
              .modelName(model)
              .build();
      AtomicLong characters = new AtomicLong();
      CompletableFuture<ChatResponse> end = new CompletableFuture<>();
      chat.chat(
          PROMPT,
          new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {
              characters.addAndGet(text.length());
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
              end.complete(response);
            }

            @Override
            public void onError(Throwable fault) {
              end.completeExceptionally(fault);
            }
          });
      end.get();
      return characters.get();
    }
  }

  private static final class OpenAiJava implements Client {
    private final OpenAIClient client;

    OpenAiJava(URI server) {
      client = OpenAIOkHttpClient.builder().baseUrl(server + "/v1").apiKey(KEY).build();
    }

    @Override
    public String name() {
      return "openai-java";
    }

    @Override
    public long read(String model) {
      ChatCompletionCreateParams params =
          ChatCompletionCreateParams.builder().model(model).addUserMessage(PROMPT).build();
      AtomicLong characters = new AtomicLong();
      try (StreamResponse<ChatCompletionChunk> response =
          client.chat().completions().createStreaming(params)) {
        response.stream()
            .forEach(chunk ->
                chunk
                    .choices()
                    .forEach(choice ->
                        choice
                            .delta()
                            .content()
                            .ifPresent(text -> characters.addAndGet(text.length()))));
      }
      return characters.get();
    }
  }
}
