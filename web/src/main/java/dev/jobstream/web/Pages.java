package dev.jobstream.web;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes pages. A template is called by its generated class, so that the compiler checks what it is
 * given: {@code pages.show(ctx, layout, (layout, out) -> JteloginGenerated.render(out, null, …))}.
 * Thread-safe.
 */
final class Pages {
  private final Assets assets;

  Pages(Assets assets) {
    this.assets = assets;
  }

  /** Fills a template in. */
  @FunctionalInterface
  interface View {
    void render(HtmlTemplateOutput out, Layout layout);
  }

  /** Fills a part of a page in. */
  @FunctionalInterface
  interface Fragment {
    void render(HtmlTemplateOutput out);
  }

  /** What a page needs besides {@code app.css} and {@code app.js}. */
  record Needs(List<String> styles, List<String> modules) {
    static final Needs NOTHING = new Needs(List.of(), List.of());

    /** One style sheet and one module of the same name. */
    static Needs of(String name) {
      return new Needs(List.of(name + ".css"), List.of(name + ".js"));
    }
  }

  /** Answers with a page that needs nothing of its own. */
  void show(Context ctx, @Nullable NavItem current, String title, View view) {
    show(ctx, current, title, Needs.NOTHING, view);
  }

  /** Answers with a page. */
  void show(Context ctx, @Nullable NavItem current, String title, Needs needs, View view) {
    Layout layout =
        new Layout(
            title,
            current,
            Theme.of(ctx),
            needs.styles(),
            needs.modules(),
            Boolean.TRUE.equals(ctx.attribute(Sessions.SIGNED_IN)),
            assets);
    fragment(ctx, out -> view.render(out, layout));
  }

  /** Answers with a piece of HTML, as htmx asks for it. */
  void fragment(Context ctx, Fragment fragment) {
    Utf8ByteOutput bytes = new Utf8ByteOutput();
    fragment.render(new OwaspHtmlTemplateOutput(bytes));
    ctx.contentType("text/html; charset=utf-8").result(bytes.toByteArray());
  }
}
