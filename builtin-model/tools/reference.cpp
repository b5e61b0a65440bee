// llama.cpp over its public API, for checks and quick evaluation of an exported model.
// Reads lines of token numbers. `logits`: writes the logits after each line's last token, as
// floats. `answers N`: writes the greedy continuation of each line, at most N tokens, as numbers.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "llama.h"

int main(int count, char **arguments) {
  if (count < 3) {
    fprintf(stderr, "Usage: reference MODEL.gguf logits|answers [N] < tokens\n");
    return 2;
  }
  bool logits = !strcmp(arguments[2], "logits");
  int most = count > 3 ? atoi(arguments[3]) : 300;
  llama_log_set([](ggml_log_level, const char *, void *) {}, nullptr);
  ggml_backend_load_all_from_path(getenv("NATIVES"));
  llama_model *model = llama_model_load_from_file(arguments[1], llama_model_default_params());
  if (!model) return 3;
  const llama_vocab *words = llama_model_get_vocab(model);
  int size = llama_vocab_n_tokens(words);
  llama_context_params settings = llama_context_default_params();
  settings.n_ctx = settings.n_batch = settings.n_ubatch = 2048;
  settings.n_threads = settings.n_threads_batch = getenv("THREADS") ? atoi(getenv("THREADS")) : 2;
  llama_context *context = llama_init_from_model(model, settings);
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream numbers(line);
    std::vector<llama_token> tokens;
    for (int token; numbers >> token;) tokens.push_back(token);
    llama_memory_clear(llama_get_memory(context), true);
    if (llama_decode(context, llama_batch_get_one(tokens.data(), tokens.size()))) return 4;
    if (logits) {
      fwrite(llama_get_logits_ith(context, -1), sizeof(float), size, stdout);
      continue;
    }
    for (int made = 0; made < most && tokens.size() + made < 2040; made++) {
      const float *scores = llama_get_logits_ith(context, -1);
      llama_token best = 0;
      for (int token = 1; token < size; token++)
        if (scores[token] > scores[best]) best = token;
      if (llama_vocab_is_eog(words, best)) break;
      printf("%d ", best);
      if (llama_decode(context, llama_batch_get_one(&best, 1))) return 4;
    }
    printf("\n");
    fflush(stdout);
  }
  return 0;
}
