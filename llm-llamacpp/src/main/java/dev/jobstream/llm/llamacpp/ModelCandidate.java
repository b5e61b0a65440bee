package dev.jobstream.llm.llamacpp;

import java.nio.file.Path;

/**
 * A model as one source names it.
 *
 * @param shortId the id if no other model wants it
 * @param longId the id if another one does
 */
record ModelCandidate(
    String shortId, String longId, Path file, ModelSource source, long fileBytes) {
  FoundModel as(String id) {
    return new FoundModel(id, file, source.title(), fileBytes);
  }
}
