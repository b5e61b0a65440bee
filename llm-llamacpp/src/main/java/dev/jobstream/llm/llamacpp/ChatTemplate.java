package dev.jobstream.llm.llamacpp;

import dev.jobstream.llm.LlmException;
import dev.jobstream.llm.Message;
import dev.jobstream.llm.Message.Role;
import dev.jobstream.llm.Thinking;
import dev.jobstream.llm.llamacpp.jinja.JinjaException;
import dev.jobstream.llm.llamacpp.jinja.JinjaTemplate;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a conversation as the text that a model was trained on: the Jinja template that its file
 * brings, rendered as Hugging Face's {@code apply_chat_template(…, add_generation_prompt=True)}
 * does. Immutable and thread-safe.
 */
final class ChatTemplate {
  /** What most models without a template of their own understand. */
  static final String CHAT_ML =
      """
      {%- for message in messages -%}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' -}}
      {%- endfor -%}
      {%- if add_generation_prompt -%}
        {{- '<|im_start|>assistant\\n' -}}
      {%- endif -%}
      """;

  /** How much of what a template complains about is told. */
  private static final int COMPLAINT_CHARACTERS = 200;

  private final JinjaTemplate template;
  private final String beginText;
  private final String endText;
  private final SpecialTexts specialTexts;
  private final boolean supportsThinking;
  private final Clock clock;

  private ChatTemplate(
      String jinja,
      String beginText,
      String endText,
      Collection<String> specialTexts,
      Clock clock) {
    try {
      this.template = JinjaTemplate.parse(jinja);
    } catch (JinjaException e) {
      throw new LlmException.ModelUnavailable(
          "The chat template in the model's file cannot be read: `%s`. Use another file of this model."
              .formatted(told(e)),
          e);
    }
    this.beginText = beginText;
    this.endText = endText;
    this.specialTexts = new SpecialTexts(specialTexts);
    this.supportsThinking = mentionsThinking(jinja);
    this.clock = clock;
  }

  /**
   * Reads a template.
   *
   * @param jinja the file's {@code tokenizer.chat_template}
   * @param bosText the text of the token that begins a text; empty if there is none
   * @param eosText the text of the token that ends a text; empty if there is none
   * @param specialTexts the texts that are taken for special tokens where those are parsed
   * @throws LlmException.ModelUnavailable if the template cannot be read
   */
  static ChatTemplate of(
      String jinja, String bosText, String eosText, Collection<String> specialTexts) {
    return of(jinja, bosText, eosText, specialTexts, Clock.system(ZoneId.systemDefault()));
  }

  /**
   * As {@link #of(String, String, String, Collection)}.
   *
   * @param clock the date for templates that tell it to the model
   */
  static ChatTemplate of(
      String jinja, String bosText, String eosText, Collection<String> specialTexts, Clock clock) {
    return new ChatTemplate(jinja, bosText, eosText, specialTexts, clock);
  }

  /** The template for a model whose file has none. */
  static ChatTemplate chatMl(String bosText, String eosText, Collection<String> specialTexts) {
    return of(CHAT_ML, bosText, eosText, specialTexts);
  }

  /** Whether a template, not yet read, is one of a model that can think. */
  static boolean mentionsThinking(String jinja) {
    return jinja.contains("enable_thinking") || jinja.contains("<think>");
  }

  /** Whether the model may think before it answers. */
  boolean supportsThinking() {
    return supportsThinking;
  }

  /**
   * Whether a rendered prompt ends within a block of thinking, so that the model goes on in it.
   *
   * @param pieces what {@link #render} gave
   */
  boolean startsThinking(List<String> pieces) {
    return !pieces.isEmpty() && pieces.getLast().stripTrailing().endsWith("<think>");
  }

  /**
   * The prompt, up to where the model's answer begins.
   *
   * @return its pieces, to be tokenised one after the other, each with special tokens parsed: one,
   *     unless a message holds the text of a special token, which is then cut in two and so stays
   *     text
   * @throws LlmException.InvalidRequest if the template refuses the conversation
   * @throws LlmException.ModelUnavailable if the template fails
   */
  List<String> render(List<Message> messages, Thinking thinking) {
    try {
      return SpecialTexts.pieces(rendered(messages, thinking));
    } catch (JinjaException e) {
      throw switch (e.reason()) {
        case RAISED ->
            new LlmException.InvalidRequest(
                "The model's chat template refuses the conversation: `%s`. Change its roles, or use another model."
                    .formatted(told(e)),
                e);
        case SYNTAX, FAILED, LIMIT ->
            new LlmException.ModelUnavailable(
                "The chat template in the model's file failed: `%s`. Use another file of this model."
                    .formatted(told(e)),
                e);
      };
    }
  }

  private static String told(JinjaException e) {
    String complaint = SpecialTexts.unmarked(String.valueOf(e.getMessage())).strip();
    return complaint.length() <= COMPLAINT_CHARACTERS
        ? complaint
        : complaint.substring(0, COMPLAINT_CHARACTERS) + "…";
  }

  private String rendered(List<Message> messages, Thinking thinking) {
    try {
      return template.render(variables(messages, thinking), clock);
    } catch (JinjaException e) {
      if (e.reason() != JinjaException.Reason.RAISED
          || messages.stream().noneMatch(message -> message.role() == Role.SYSTEM)) {
        throw e;
      }
      // Some models were trained without system messages, and their templates say so.
      return template.render(variables(withoutSystem(messages), thinking), clock);
    }
  }

  /** The conversation with what the system says at the begin of the first user's message. */
  private static List<Message> withoutSystem(List<Message> messages) {
    String system =
        messages.stream()
            .filter(message -> message.role() == Role.SYSTEM)
            .map(Message::text)
            .collect(Collectors.joining("\n\n"));
    List<Message> folded = new ArrayList<>();
    boolean told = false;
    for (Message message : messages) {
      if (message.role() == Role.USER && !told) {
        folded.add(Message.user(system + "\n\n" + message.text()));
        told = true;
      } else if (message.role() != Role.SYSTEM) {
        folded.add(message);
      }
    }
    if (!told) {
      folded.addFirst(Message.user(system));
    }
    return folded;
  }

  private Map<String, Object> variables(List<Message> messages, Thinking thinking) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("messages", messages.stream().map(this::entries).toList());
    variables.put("add_generation_prompt", true);
    variables.put("bos_token", beginText);
    variables.put("eos_token", endText);
    switch (thinking) {
      case ON -> variables.put("enable_thinking", true);
      case OFF -> variables.put("enable_thinking", false);
      case MODEL_DEFAULT -> {
        // Left undefined: the template has a default of its own.
      }
    }
    return variables;
  }

  private Map<String, String> entries(Message message) {
    // In order, for templates that write a message as JSON.
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("role", message.role().name().toLowerCase(Locale.ROOT));
    entries.put("content", specialTexts.marked(message.text()));
    return entries;
  }
}
