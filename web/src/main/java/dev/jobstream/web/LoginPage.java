package dev.jobstream.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Set;

/** Asks for the password where one is set, before anything else is shown. */
final class LoginPage implements Area {
  private static final Set<String> OPEN = Set.of("/login", "/favicon.ico");

  private final Sessions sessions;
  private final Pages pages;

  LoginPage(Sessions sessions, Pages pages) {
    this.sessions = sessions;
    this.pages = pages;
  }

  /** Lets a request pass, or answers it with the way to the login. */
  void guard(Context ctx) {
    if (sessions.admits(ctx)
        || OPEN.contains(ctx.path())
        || ctx.path().startsWith(Assets.PATH)
        // Calendar programs cannot sign in: the address itself is the secret.
        || ctx.path().startsWith("/calendar/")) {
      return;
    }
    if (ctx.path().startsWith("/api/")) {
      throw new Problem(
              401,
              "password-needed",
              "A password is needed",
              "Sign in at /login, or send the header `Authorization: Bearer PASSWORD`.")
          .toException();
    }
    ctx.redirect("/login");
    ctx.skipRemainingHandlers();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(
        "/login",
        ctx -> {
          if (sessions.needed()) {
            show(ctx, "");
          } else {
            ctx.redirect("/");
          }
        });
    routes.post(
        "/login",
        ctx -> {
          String given = ctx.formParam("password");
          if (sessions.needed() && !sessions.signIn(ctx, given == null ? "" : given)) {
            ctx.status(401);
            show(ctx, "That is not the password.");
          } else {
            ctx.redirect("/");
          }
        });
    routes.post(
        "/logout",
        ctx -> {
          sessions.signOut(ctx);
          ctx.redirect("/login");
        });
  }

  private void show(Context ctx, String error) {
    pages.show(
        ctx, null, "Sign in", (out, layout) -> JteloginGenerated.render(out, null, layout, error));
  }
}
