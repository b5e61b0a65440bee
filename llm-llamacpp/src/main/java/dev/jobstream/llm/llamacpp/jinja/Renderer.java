package dev.jobstream.llm.llamacpp.jinja;

import dev.jobstream.llm.llamacpp.jinja.Statement.Parameter;
import dev.jobstream.llm.llamacpp.jinja.Statement.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a template's statements, for one rendering. */
final class Renderer {
  private final Budget budget;
  private final Evaluator evaluator;
  private StringBuilder out = new StringBuilder();

  Renderer(Budget budget) {
    this.budget = budget;
    this.evaluator = new Evaluator(budget);
  }

  String render(List<Statement> template, Scope scope) {
    run(template, scope);
    return out.toString();
  }

  /** How a list of statements ended. */
  private enum End {
    REACHED,
    BREAK,
    CONTINUE
  }

  private End run(List<Statement> statements, Scope scope) {
    budget.enter();
    End end = End.REACHED;
    for (int i = 0; end == End.REACHED && i < statements.size(); i++) {
      budget.step();
      end = run(statements.get(i), scope);
    }
    budget.leave();
    return end;
  }

  private End run(Statement statement, Scope scope) {
    switch (statement) {
      case Statement.Text text -> write(text.text());
      case Statement.Output output ->
          write(TextWriter.text(evaluator.evaluate(output.expression(), scope), budget));
      case Statement.If choice -> {
        for (Statement.Branch branch : choice.branches()) {
          if (evaluator.isTrue(branch.condition(), scope)) {
            return run(branch.body(), scope);
          }
        }
        return run(choice.otherwise(), scope);
      }
      case Statement.For loop -> {
        return run(loop, evaluator.evaluate(loop.elements(), scope), scope, 0);
      }
      case Statement.Set set -> assign(set.target(), evaluator.evaluate(set.value(), scope), scope);
      case Statement.SetBlock set ->
          assign(set.target(), written(set.value(), set.body(), scope), scope);
      case Statement.FilterBlock filter ->
          write(TextWriter.text(written(filter.value(), filter.body(), scope), budget));
      case Statement.Macro macro ->
          scope.set(macro.name(), macro(macro.parameters(), macro.body(), scope));
      case Statement.CallBlock block -> {
        Object callee = evaluator.evaluate(block.call().callee(), scope);
        Arguments given = evaluator.arguments(block.call().parameters(), scope);
        Map<String, Object> named = new LinkedHashMap<>(given.named());
        named.put("caller", macro(block.parameters(), block.body(), scope));
        Object result = evaluator.call(callee, new Arguments(given.positional(), named));
        write(TextWriter.text(result, budget));
      }
      case Statement.With with -> {
        Scope inner = new Scope(scope);
        for (Statement.Set set : with.assignments()) {
          assign(set.target(), evaluator.evaluate(set.value(), scope), inner);
        }
        return run(with.body(), inner);
      }
      case Statement.Group group -> {
        return run(group.body(), new Scope(scope));
      }
      case Statement.Break end -> {
        return End.BREAK;
      }
      case Statement.Continue end -> {
        return End.CONTINUE;
      }
    }
    return End.REACHED;
  }

  private void write(String text) {
    budget.characters(text.length());
    out.append(text);
  }

  /** What the statements write, apart from the output. */
  private String captured(List<Statement> body, Scope scope) {
    StringBuilder around = out;
    out = new StringBuilder();
    try {
      run(body, scope);
      budget.characters(out.length());
      return out.toString();
    } finally {
      out = around;
    }
  }

  private Object written(Expression value, List<Statement> body, Scope scope) {
    Scope inner = new Scope(scope);
    inner.set(Statement.WRITTEN, captured(body, new Scope(scope)));
    return evaluator.evaluate(value, inner);
  }

  private End run(Statement.For statement, Object value, Scope scope, int depth) {
    List<?> elements = Values.elements(value, budget);
    Expression condition = statement.condition();
    if (condition != null) {
      List<Object> kept = new ArrayList<>();
      for (Object element : elements) {
        Scope inner = new Scope(scope);
        assign(statement.target(), element, inner);
        if (evaluator.isTrue(condition, inner)) {
          kept.add(element);
        }
      }
      elements = kept;
    }
    if (elements.isEmpty()) {
      return run(statement.otherwise(), new Scope(scope));
    }
    Callable recursion =
        statement.recursive()
            ? arguments -> {
              StringBuilder around = out;
              out = new StringBuilder();
              try {
                run(statement, arguments.required(0, "iterable"), scope, depth + 1);
                return out.toString();
              } finally {
                out = around;
              }
            }
            : null;
    Loop loop = new Loop(elements, depth, recursion);
    for (int i = 0; i < elements.size(); i++) {
      budget.step();
      loop.moveTo(i);
      Scope inner = new Scope(scope);
      inner.set("loop", loop);
      assign(statement.target(), elements.get(i), inner);
      if (run(statement.body(), inner) == End.BREAK) {
        break;
      }
    }
    return End.REACHED;
  }

  private void assign(Target target, Object value, Scope scope) {
    switch (target) {
      case Target.Variable variable -> scope.set(variable.name(), value);
      case Target.Member member -> {
        if (!(scope.get(member.namespace()) instanceof Namespace namespace)) {
          throw JinjaException.failed("cannot assign attribute on non-namespace object");
        }
        namespace.put(member.name(), value);
      }
      case Target.Several several -> {
        List<?> values = Values.elements(value, budget);
        if (values.size() != several.targets().size()) {
          throw JinjaException.failed(
              "cannot unpack " + values.size() + " values into " + several.targets().size());
        }
        for (int i = 0; i < values.size(); i++) {
          assign(several.targets().get(i), values.get(i), scope);
        }
      }
    }
  }

  private Callable macro(List<Parameter> parameters, List<Statement> body, Scope scope) {
    return arguments -> {
      budget.enter();
      Scope inner = new Scope(scope);
      for (int i = 0; i < parameters.size(); i++) {
        Parameter parameter = parameters.get(i);
        inner.set(parameter.name(), argument(arguments, i, parameter, inner));
      }
      if (arguments.named().get("caller") instanceof Callable caller) {
        inner.set("caller", caller);
      }
      List<Object> others = arguments.from(parameters.size()).positional();
      inner.set("varargs", new Tuple(others));
      String text = captured(body, inner);
      budget.leave();
      return text;
    };
  }

  private Object argument(Arguments arguments, int place, Parameter parameter, Scope scope) {
    @Nullable Object given =
        place < arguments.count()
            ? arguments.positional().get(place)
            : arguments.named().get(parameter.name());
    if (given != null) {
      return given;
    }
    Expression initial = parameter.initial();
    return initial == null
        ? new Undefined("parameter '" + parameter.name() + "' was not provided")
        : evaluator.evaluate(initial, scope);
  }
}
