package dev.jobstream.bench;

import dev.jobstream.llm.ChatRequest;
import dev.jobstream.llm.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * A posting as those contestants see it that know tokens only.
 *
 * @param prompt the whole prompt
 * @param fixed how many of its tokens are the same for every posting
 * @param answer what is to be written
 * @param firstFieldTokens how many of the answer's tokens make its first field complete
 */
record ExtractionTask(
    BenchPosting posting,
    List<Integer> prompt,
    int fixed,
    List<Integer> answer,
    int firstFieldTokens) {

  /** The tasks of postings, for a model with a ChatML template and thinking off. */
  static List<ExtractionTask> of(List<BenchPosting> postings, PlainLoop tokenizer) {
    List<ExtractionTask> tasks = new ArrayList<>();
    for (BenchPosting posting : postings) {
      ChatRequest request = OurExtraction.request(posting, OurExtraction.WHOLE_FORM);
      String fixed = chatMl(request.messages().getFirst()) + "<|im_start|>user\n";
      List<Integer> prompt =
          tokenizer.tokenize(
              fixed + posting.text() + "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n",
              true);
      List<Integer> answer = tokenizer.tokenize(posting.answer(), false);
      int length = OurExtraction.firstFieldLength(posting.answer());
      int first = 0;
      for (int bytes = 0; bytes < length; first++) {
        bytes += tokenizer.bytes(answer.get(first));
      }
      tasks.add(
          new ExtractionTask(
              posting, prompt, tokenizer.tokenize(fixed, true).size(), answer, first));
    }
    return tasks;
  }

  private static String chatMl(Message message) {
    return "<|im_start|>system\n" + message.text() + "<|im_end|>\n";
  }
}
