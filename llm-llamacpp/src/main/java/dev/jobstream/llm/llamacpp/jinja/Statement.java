package dev.jobstream.llm.llamacpp.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a template does. */
sealed interface Statement {
  record Text(String text) implements Statement {}

  record Output(Expression expression) implements Statement {}

  record If(List<Branch> branches, List<Statement> otherwise) implements Statement {}

  record Branch(Expression condition, List<Statement> body) {}

  record For(
      Target target,
      Expression elements,
      @Nullable Expression condition,
      boolean recursive,
      List<Statement> body,
      List<Statement> otherwise)
      implements Statement {}

  record Set(Target target, Expression value) implements Statement {}

  /**
   * Sets a variable to what the body writes.
   *
   * @param value that text, through the block's filters, as {@link #WRITTEN}
   */
  record SetBlock(Target target, Expression value, List<Statement> body) implements Statement {}

  /** Writes what the body writes, through filters. */
  record FilterBlock(Expression value, List<Statement> body) implements Statement {}

  record Macro(String name, List<Parameter> parameters, List<Statement> body)
      implements Statement {}

  record Parameter(String name, @Nullable Expression initial) {}

  /** Calls a macro that can call the body back. */
  record CallBlock(Expression.Call call, List<Parameter> parameters, List<Statement> body)
      implements Statement {}

  record With(List<Set> assignments, List<Statement> body) implements Statement {}

  /** A block that only marks its body. */
  record Group(List<Statement> body) implements Statement {}

  record Break() implements Statement {}

  record Continue() implements Statement {}

  /** The name that a block's text has for its filters; no template can write it. */
  String WRITTEN = "written by the block";

  /** What is assigned to. */
  sealed interface Target {
    record Variable(String name) implements Target {}

    /** {@code namespace.name}. */
    record Member(String namespace, String name) implements Target {}

    record Several(List<Target> targets) implements Target {}
  }
}
