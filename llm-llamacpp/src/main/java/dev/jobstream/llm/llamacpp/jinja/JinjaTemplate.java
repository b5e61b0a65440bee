package dev.jobstream.llm.llamacpp.jinja;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

/** A template that was read. Immutable and thread-safe. */
public final class JinjaTemplate {
  private final List<Statement> statements;

  private JinjaTemplate(List<Statement> statements) {
    this.statements = statements;
  }

  /**
   * Reads a template.
   *
   * @throws JinjaException if it cannot be read
   */
  public static JinjaTemplate parse(String template) {
    return new JinjaTemplate(StatementParser.parse(template));
  }

  /**
   * Renders the template.
   *
   * @param variables what the template is given: strings, booleans, and lists and maps of them
   * @param clock the time that {@code strftime_now} tells
   * @throws JinjaException if the template fails, refuses the variables, or goes beyond a limit
   */
  public String render(Map<String, ?> variables, Clock clock) {
    Budget budget = new Budget(characters(variables));
    Scope scope = new Scope(Globals.scope(ZonedDateTime.now(clock), budget));
    variables.forEach(scope::set);
    return new Renderer(budget).render(statements, new Scope(scope));
  }

  private static long characters(Object value) {
    return switch (value) {
      case String text -> text.length();
      case List<?> list -> list.stream().mapToLong(JinjaTemplate::characters).sum();
      case Map<?, ?> map -> map.values().stream().mapToLong(JinjaTemplate::characters).sum();
      default -> 0;
    };
  }
}
