package dev.jobstream.cli;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.llamacpp.FoundModel;
import dev.jobstream.llm.llamacpp.GgufFile;
import dev.jobstream.llm.llamacpp.LlamaOptions;
import dev.jobstream.llm.llamacpp.SystemMemory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that lies on this machine, and what its header tells.
 *
 * @param found where it lies
 * @param header its header; null if it cannot be used
 * @param fault why it cannot be used; null if it can
 */
record LocalModel(FoundModel found, @Nullable GgufFile header, @Nullable String fault) {
  static LocalModel read(FoundModel found) {
    try {
      return new LocalModel(found, GgufFile.read(found.file()), null);
    } catch (LlmException.ModelUnavailable e) {
      return new LocalModel(found, null, String.valueOf(e.getMessage()));
    }
  }

  /** What it takes to run it at the context that is taken by default; 0 if it cannot be used. */
  long neededBytes() {
    if (header == null) {
      return 0;
    }
    int contextTokens = (int) Math.min(header.contextLength(), LlamaOptions.AUTO_CONTEXT_LIMIT);
    return header.weightBytes() + header.keyValueBytes(contextTokens);
  }

  /** Whether it can be used and the memory that is free now holds it. */
  boolean fits(SystemMemory memory) {
    return header != null && neededBytes() <= memory.availableBytes();
  }

  /** Whether it follows any request, and does not do one task alone. */
  boolean freeText() {
    return header != null && header.task().isEmpty();
  }

  /** What a model with one task says of itself; empty if it follows any request. */
  Optional<String> introduction() {
    return header == null || freeText() ? Optional.empty() : header.name();
  }

  /** Whether it was made for conversations: a model of embeddings has no template for them. */
  boolean chats() {
    return header != null && header.chatTemplate().isPresent();
  }
}
