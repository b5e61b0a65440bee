package dev.jobstream.llm.llamacpp;

/** The programs that keep models on a machine; the order is that of the list. */
enum ModelSource {
  JOBSTREAM("jobstream", ""),
  BUILT_IN("built-in", ""),
  OLLAMA("ollama", "ollama/"),
  LM_STUDIO("lmstudio", "lmstudio/"),
  HUGGING_FACE("huggingface", "hf/"),
  LLAMA_CPP("llama.cpp", "llamacpp/");

  private final String title;
  private final String idPrefix;

  ModelSource(String title, String idPrefix) {
    this.title = title;
    this.idPrefix = idPrefix;
  }

  String title() {
    return title;
  }

  /** What the ids of its models start with. */
  String idPrefix() {
    return idPrefix;
  }
}
